import { expect, it } from 'vitest'
import type { JobContext } from '../ports/jobs.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { summariseJob } from './summarise.ts'
import { summarySweepJob } from './summary-sweep.ts'

const contextWith = (signal: AbortSignal): JobContext => ({ signal, clock: createFakeClock(), touch: async () => {} })
const context = contextWith(new AbortController().signal)

it('AI4.2 the sweep asks once for each thread that waits, page by page', async () => {
  const waiting = Array.from({ length: 250 }, (_, n) => `t${String(n).padStart(3, '0')}`)
  const asked: [string, unknown][] = []
  const job = summarySweepJob({
    store: {
      threadsToSummarise: async ({ limit, after }) => {
        const from = after === undefined ? 0 : waiting.indexOf(after) + 1
        return waiting.slice(from, from + limit)
      },
    },
    jobs: { once: async (name, key, data) => void asked.push([key, [name, data]]) },
  })
  expect(await job.run({}, context)).toEqual({ asked: 250 })
  expect(new Set(asked.map(([key]) => key)).size).toBe(250)
  expect(asked[0]).toEqual(['t000', ['summarise', { thread: 't000' }]])
})

it('AI4.2 threads that wait for long keep none from being asked for: the next sweep goes on behind the last one', async () => {
  const waiting = Array.from({ length: 4_500 }, (_, n) => `t${String(n).padStart(4, '0')}`)
  const asked = new Set<string>()
  const job = summarySweepJob({
    store: {
      threadsToSummarise: async ({ limit, after }) => {
        const from = after === undefined ? 0 : waiting.indexOf(after) + 1
        return waiting.slice(from, from + limit)
      },
    },
    jobs: { once: async (_, key) => void asked.add(key) },
  })
  for (const numbers of [{ asked: 2_000 }, { asked: 2_000 }, { asked: 500 }])
    expect(await job.run({}, context)).toEqual(numbers)
  expect(asked.size).toBe(4_500)
  asked.clear()
  await job.run({}, context)
  expect(asked.has('t0000')).toBe(true)
})

it('AI4.2 a sweep that meets only what it asked for already comes to an end', async () => {
  const page = Array.from({ length: 100 }, (_, n) => `t${n}`)
  const job = summarySweepJob({ store: { threadsToSummarise: async () => page }, jobs: { once: async () => {} } })
  expect(await job.run({}, context)).toEqual({ asked: 100 })
})

it('AI4.2 the sweep stops with its signal', async () => {
  const job = summarySweepJob({ store: { threadsToSummarise: async () => ['t'] }, jobs: { once: async () => {} } })
  await expect(job.run({}, contextWith(AbortSignal.abort(new Error('stopping'))))).rejects.toThrow('stopping')
})

it('AI4.2 the job says in numbers what it did', async () => {
  const counts = { added: 1, renewed: 2, removed: 3, merged: 4 }
  for (const [outcome, told] of [
    ['done', { waits: 0, givenUp: 0 }],
    ['waits', { waits: 1, givenUp: 0 }],
    ['given up', { waits: 0, givenUp: 1 }],
  ] as const) {
    const job = summariseJob({ summarise: async () => ({ ...counts, outcome }) })
    expect(await job.run({ thread: 't' }, context)).toEqual({ ...counts, ...told })
  }
})
