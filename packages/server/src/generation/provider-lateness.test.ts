import { expect, it } from 'vitest'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { clock, connected, fail, hang, patience, setUpAttempts, text, timeouts } from '../testing/attempts-rig.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { say } from '../testing/scripted-provider.ts'
import type { ProviderAttempts } from './provider-attempts.ts'

const pass = fakeTime()

/** As the node does in each window. */
const beat = async (attempts: ProviderAttempts, ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 50) {
    attempts.overdue(performance.now())
    await pass(50)
  }
}

it('AI2.1 a provider that is late before its first piece is tried again, then late for good', async () => {
  const rig = setUpAttempts([[hang], [connected, hang], [hang]])
  const over = rig.run()
  await beat(rig.attempts, 8_000)
  expect(rig.tries.map(({ outcome }) => outcome)).toEqual(['connect-timeout', 'first-token-timeout', 'connect-timeout'])
  expect(rig.attempts.overdue(performance.now())).toBe('connect-timeout')
  expect(rig.told.filter(line => !line.startsWith('retrying'))).toEqual([])
  rig.attempts.abort()
  await over
})

it('AI2.1 the whole bounds all tries and what lies between them', async () => {
  const rig = setUpAttempts([], { timeouts: { ...timeouts, totalMs: 250 }, patience: { ...patience, retries: 9 } })
  const over = rig.run()
  await pass(1_000)
  await over
  expect(rig.provider.requests.length).toBeLessThan(4)
  expect(rig.told.at(-1)).toBe('failed unavailable')
  const stalled = setUpAttempts([[connected, hang]], { timeouts: { ...timeouts, totalMs: 250 } })
  const run = stalled.run()
  await pass(300)
  expect(stalled.attempts.overdue(performance.now())).toBe('total-timeout')
  stalled.attempts.abort()
  await run
})

it('AI2.1 silence after the first piece is late for good', async () => {
  const rig = setUpAttempts([[connected, text('x'), hang]])
  const over = rig.run()
  await pass(2_500)
  expect(rig.attempts.overdue(performance.now())).toBe('idle-timeout')
  rig.attempts.abort()
  await over
  expect(rig.told).toEqual(['x'])
})

it.each([
  ['while it waits for its next try', [[fail('unavailable')]]],
  ['while the provider is silent', [[connected, hang]]],
] as const)('RT1 an abort %s ends it, and nothing is told', async (_name, scripts) => {
  const rig = setUpAttempts(scripts)
  const over = rig.run()
  await pass(20)
  rig.attempts.abort()
  await over
  expect(rig.told.filter(line => !line.startsWith('retrying'))).toEqual([])
  expect(rig.attempts.overdue(performance.now() + 100_000)).toBeNull()
  expect(rig.provider.open).toBe(0)
})

it('RT1 an abort while leave is asked for gives it back', async () => {
  const breaker = createMemoryBreaker({ clock, failures: 1 })
  const rig = setUpAttempts([say('x')], { breaker })
  const over = rig.run()
  rig.attempts.abort()
  await over
  expect(rig.provider.requests).toHaveLength(0)
  expect(rig.told).toEqual([])
})

it('AI7 each try that consumed something is told once, whatever became of it, with the model that it was', async () => {
  const usage = { input: 5, output: 2, cached: null, estimated: false }
  const rig = setUpAttempts(
    [
      [connected, { type: 'usage', usage }, fail('unavailable')],
      [fail('model')],
      [connected, { type: 'usage', usage: { ...usage, output: 1 } }, { type: 'usage', usage }, text('x')],
    ],
    { fallbackModel: 'other' },
  )
  const over = rig.run()
  await pass(2_000)
  await over
  expect(rig.attempts.consumed).toMatchObject([
    { provider: 'scripted', model: 'model', usage },
    { model: 'other', usage },
  ])
  expect(rig.attempts.usage).toEqual({ input: 10, output: 4, cached: null, estimated: false })
})

it('AI7.2 a try that was accepted counts when it is late or cut before its first piece, one that failed does not', async () => {
  const rig = setUpAttempts([[connected, hang], [connected], [connected, fail('unavailable')]])
  const over = rig.run()
  await beat(rig.attempts, 8_000)
  await over
  expect(rig.tries.map(({ outcome }) => outcome)).toEqual(['first-token-timeout', 'cut', 'unavailable'])
  expect(rig.attempts.consumed).toMatchObject([
    { usage: null, spoke: false },
    { usage: null, spoke: false },
  ])
  expect(rig.attempts.consumed).toHaveLength(2)
})

it('AI7 figures that cannot be are not known', async () => {
  const absurd = { input: 1e300, output: -5, cached: 0.5, estimated: false }
  const rig = setUpAttempts([[connected, text('x'), { type: 'usage', usage: absurd }]])
  await rig.run()
  expect(rig.attempts.usage).toEqual({ input: null, output: null, cached: null, estimated: false })
})

it('AI7 a try that spoke counts while it still runs, also without figures', async () => {
  const rig = setUpAttempts([[connected, text('x'), hang]])
  const over = rig.run()
  await pass(10)
  rig.attempts.abort()
  expect(rig.attempts.consumed).toMatchObject([{ model: 'model', usage: null, spoke: true }])
  expect(rig.attempts.usage).toBeNull()
  await over
})
