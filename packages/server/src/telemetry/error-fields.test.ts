import { expect, test } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { createLogger } from './create-logger.ts'
import { errorFields } from './error-fields.ts'

const logged = (error: unknown): string => {
  let out = ''
  const append = (line: string): void => {
    out += line
  }
  createLogger('info', { write: append }).error({ err: error }, 'it failed')
  return out
}

const thrown = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('SE9.1 no message of an error reaches a log, nor that of its causes', () => {
  const causes = [
    thrown(() => JSON.parse('{"MARK')),
    new Error('E11000 duplicate key error: { externalId: "MARK" }'),
    new Error('MARK\n    at MARK (file:///x.ts:1:1)'),
    Object.assign(new Error('400 You said MARK'), { code: 'MARK and more', error: { message: 'MARK' } }),
    { message: 'MARK' },
    'MARK',
  ]
  for (const cause of causes) {
    expect(logged(cause)).not.toContain('MARK')
    expect(logged(new CodedError('internal', { detail: 'Our own words', cause }))).not.toContain('MARK')
  }
})

test('OP2 a log tells what failed, why in our own words, and where', () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const { err } = JSON.parse(logged(new CodedError('store_unavailable', { detail: 'Our own words', cause })))
  expect(err).toMatchObject({
    type: 'CodedError',
    code: 'store_unavailable',
    detail: 'Our own words',
    cause: { type: 'Error', code: 'ECONNREFUSED' },
  })
  expect(err.stack).toMatch(/^\s+at .*error-fields\.test\.ts:\d+:\d+/)
})

test('OP2 an error without places, and a chain without end, are told as far as they go', () => {
  const bare = new Error('')
  bare.stack = ''
  expect(errorFields(bare)).toEqual({ type: 'Error', stack: '' })
  const round: Error & { cause?: unknown } = new Error('round')
  round.cause = round
  expect(JSON.stringify(errorFields(round)).match(/"type"/g)).toHaveLength(4)
  expect(errorFields(7)).toEqual({ type: 'number' })
})
