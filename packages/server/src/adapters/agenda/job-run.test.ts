import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobContext } from '../../ports/jobs.ts'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { JobRun } from './job-run.ts'

let clock: FakeClock
let renewals: (number | undefined)[]
let failure: Error | null

beforeEach(() => {
  vi.useFakeTimers()
  clock = createFakeClock()
  renewals = []
  failure = null
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const pass = async (ms: number): Promise<void> => {
  clock.advance(ms)
  await vi.advanceTimersByTimeAsync(ms)
}
const begin = (work: (context: JobContext) => Promise<unknown>) => {
  const run = new JobRun({
    definition: { name: 'title', meaning: 'work', run: async (_, context) => ((await work(context)) as object) && {} },
    data: {},
    clock,
    async renew(progress) {
      renewals.push(progress)
      if (failure !== null) throw failure
    },
    lockMs: 120_000,
    renewMs: 20_000,
  })
  const ended = run.run().then(
    () => 'done',
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  )
  return { run, ended }
}
const untilAborted = ({ signal }: JobContext): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

it('OP5.2 a run keeps its lock, as long as its work goes on', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  const { ended } = begin(() => promise)
  for (let n = 0; n < 15; n++) await pass(20_000)
  expect(renewals).toHaveLength(15)
  resolve({})
  expect(await ended).toBe('done')
})

it('OP5.6 a backend out of reach ends a run only when its lock has run out', async () => {
  const { run, ended } = begin(untilAborted)
  failure = new Error('away')
  for (let n = 0; n < 5; n++) await pass(20_000)
  expect(run.ended).toBeNull()
  failure = null
  await pass(20_000)
  failure = new Error('away')
  for (let n = 0; n < 6; n++) await pass(20_000)
  expect([run.ended, await ended]).toEqual(['lost', 'state_conflict'])
})

it('OP5.8 work that ends on waking past its lock, before the watch had a turn, is lost and not done', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  const { run, ended } = begin(() => promise)
  clock.advance(120_000)
  resolve({})
  await ended
  expect([run.ended, renewals]).toEqual(['lost', []])
})

it('OP5.8 a run that slept past its lock knows it before it asks', async () => {
  const { run, ended } = begin(untilAborted)
  clock.advance(120_000)
  await vi.advanceTimersByTimeAsync(20_000)
  expect([run.ended, renewals, await ended]).toEqual(['lost', [], 'state_conflict'])
})

it('OP5.2 who hears that another has the job ends', async () => {
  const { ended } = begin(untilAborted)
  failure = new CodedError('state_conflict')
  await pass(20_000)
  expect(await ended).toBe('state_conflict')
})

it('OP5.5 work that does not hear its signal is left alone after a while', async () => {
  const { run, ended } = begin(() => new Promise(() => {}))
  run.end('stopping')
  run.end('lost')
  await pass(5_000)
  expect([run.ended, await ended]).toEqual(['stopping', 'shutting_down'])
  run.end('lost')
})

it('OP5.5 work that tells of each slice writes now and then, and hears when it was ended', async () => {
  const told: unknown[] = []
  const { run, ended } = begin(async context => {
    for (let n = 0; n < 100; n++) {
      clock.advance(200)
      await context.touch(n / 100)
    }
    told.push(renewals.length)
    run.end('too long')
    await context.touch()
  })
  expect(await ended).toBe('internal')
  expect(told).toEqual([4])
})
