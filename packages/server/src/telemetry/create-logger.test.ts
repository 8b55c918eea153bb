import { expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'
import { traceIdFrom } from './trace-id.ts'

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  let out = ''
  const append = (line: string): void => {
    out += line
  }
  write(createLogger('info', { write: append }))
  return out
}

test('SE9 tokens, secrets and message text are redacted at any depth that layers use', () => {
  const out = logged(logger => {
    logger.info(
      { text: 'MARK', message: { text: 'MARK', parts: 1 }, request: { headers: { authorization: 'MARK' } } },
      'x',
    )
    logger.child({ token: 'MARK' }).info({ session: { accessToken: 'MARK' } }, 'y')
  })
  expect(out).not.toContain('MARK')
  expect(out).toContain('[redacted]')
})

test('OP2 a child carries its ids into every line', () => {
  const line = JSON.parse(logged(logger => logger.child({ traceId: 'abc' }).info({ thread: 'one' }, 'done')))
  expect(line).toMatchObject({ level: 'info', traceId: 'abc', thread: 'one', msg: 'done' })
})

test('OP2 a trace id is taken from traceparent, and made where that is absent or wrong', () => {
  const given = '4bf92f3577b34da6a3ce929d0e0e4736'
  expect(traceIdFrom(`00-${given}-00f067aa0ba902b7-01`)).toBe(given)
  for (const wrong of [undefined, '', 'x', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${given}-1-01`]) {
    const made = traceIdFrom(wrong)
    expect(made).toMatch(/^[0-9a-f]{32}$/)
    expect(made).not.toBe(given)
  }
})
