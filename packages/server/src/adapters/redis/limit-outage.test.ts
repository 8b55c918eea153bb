import { expect, it } from 'vitest'
import type { Logger } from '../../ports/logger.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { Outage } from './limit-outage.ts'

const setUp = () => {
  const clock = createFakeClock()
  const lines: string[] = []
  const keep =
    (level: string): Logger['warn'] =>
    fields =>
      void lines.push(`${level} ${fields.what}`)
  const outage = new Outage({ what: 'tests', clock, logger: { info: keep('info'), warn: keep('warn') } })
  const redis = { asked: 0, away: false }
  const ask = (): Promise<string> =>
    outage.run(
      async () => {
        redis.asked++
        if (redis.away) throw new Error('away')
        return 'redis'
      },
      () => 'stand-in',
    )
  return { clock, lines, outage, redis, ask }
}

it('RT14 an outage is asked about once a second, and logged at its beginning and its end', async () => {
  const { clock, lines, redis, ask } = setUp()
  expect(await ask()).toBe('redis')
  redis.away = true
  for (let n = 0; n < 10; n++) expect(await ask()).toBe('stand-in')
  expect([redis.asked, lines]).toEqual([2, ['warn tests']])
  clock.advance(1_000)
  for (let n = 0; n < 10; n++) expect(await ask()).toBe('stand-in')
  expect([redis.asked, lines]).toEqual([3, ['warn tests']])
  redis.away = false
  expect(await ask()).toBe('stand-in')
  clock.advance(1_000)
  expect([await ask(), await ask()]).toEqual(['redis', 'redis'])
  expect(lines).toEqual(['warn tests', 'info tests'])
})

it('RT14 what was asked before an outage neither ends it nor begins another', async () => {
  const { lines, outage, redis, ask, clock } = setUp()
  const early = Promise.withResolvers<string>()
  const late = Promise.withResolvers<string>()
  const answers = [early, late].map(({ promise }) =>
    outage.run(
      () => promise,
      () => 'stand-in',
    ),
  )
  redis.away = true
  await ask()
  early.resolve('redis')
  expect(await answers[0]).toBe('redis')
  expect(await ask()).toBe('stand-in')
  clock.advance(1_000)
  redis.away = false
  expect(await ask()).toBe('redis')
  late.reject(new Error('too late'))
  expect(await answers[1]).toBe('stand-in')
  expect(await ask()).toBe('redis')
  expect(lines).toEqual(['warn tests', 'info tests'])
})
