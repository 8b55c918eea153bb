import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cronLine } from './value-types.ts'

const isLine = (text: string): boolean => cronLine.safeParse(text).success

it('OP3 a cron line has five fields, each within its bounds', () => {
  for (const line of ['30 3 * * *', '*/5 0-6 1,15 * 1-5', '0 0 31 12 7', '0-59/10 23 * 1 0'])
    expect(isLine(line)).toBe(true)
  for (const line of [
    ...['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 8'],
    ...['*/0 * * * *', '5-3 * * * *', '1, * * * *', '-1 * * * *', '@daily', 'every day', '1  2 * * *', '1.5 * * * *'],
  ])
    expect([line, isLine(line)]).toEqual([line, false])
})

it('OP3 any text is a cron line or refused', () => {
  fc.assert(fc.property(fc.string(), text => typeof isLine(text) === 'boolean'))
})
