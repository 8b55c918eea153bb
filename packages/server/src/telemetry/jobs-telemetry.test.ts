import { expect, test } from 'vitest'
import type { JobsState } from '../ports/jobs.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedOutbox } from '../testing/scripted-outbox.ts'
import { countJobs } from './count-jobs.ts'
import { jobsCheck } from './jobs-check.ts'
import { measureOutbox } from './measure-outbox.ts'
import { createMetrics } from './metrics.ts'
import { createReadiness } from './readiness.ts'

test('OP1 jobs that do not go on make the server degraded, and it says why', async () => {
  let state: JobsState = { name: 'starting' }
  const ready = createReadiness([jobsCheck({ state: () => state })], [])
  expect(await ready()).toMatchObject({ status: 'degraded', checks: [{ detail: 'Background work is starting' }] })
  state = { name: 'away', reason: 'nobody answers' }
  expect(await ready()).toMatchObject({ status: 'degraded', checks: [{ detail: 'Out of reach: nobody answers' }] })
  state = { name: 'running', busy: 1, waiting: 2, failed: 3 }
  expect(await ready()).toMatchObject({ status: 'ready' })
})

test('OP1 runs of jobs are counted by name and outcome, with their time', async () => {
  const metrics = createMetrics()
  const observer = countJobs(metrics)
  observer.ended({ job: 'title', outcome: 'done', seconds: 0.2 })
  observer.ended({ job: 'title', outcome: 'retried', seconds: 3 })
  const text = await metrics.registry.metrics()
  expect(text).toContain('chat_view_jobs_total{job="title",outcome="done"} 1')
  expect(text).toContain('chat_view_job_seconds_sum{job="title"} 3.2')
})

test('OP1 the outbox shows how much waits, and for how long', async () => {
  const metrics = createMetrics()
  const clock = createFakeClock(0)
  const store = createScriptedOutbox()
  store.add('a', 1_000)
  store.add('a', 2_000)
  clock.advance(6_000)
  const measure = () => measureOutbox({ metrics, store, clock })
  await measure()
  expect(await metrics.registry.metrics()).toContain('chat_view_outbox_oldest_seconds 5')
  expect(await metrics.registry.metrics()).toContain('chat_view_outbox_waiting 4')
  store.oldestDelivery = () => Promise.reject(new Error('away'))
  await measure()
  expect(await metrics.registry.metrics()).toContain('chat_view_outbox_waiting 4')
  await measureOutbox({ metrics, store: createScriptedOutbox(), clock })
  expect(await metrics.registry.metrics()).toContain('chat_view_outbox_oldest_seconds 0')
})
