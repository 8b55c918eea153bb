import { expect, it } from 'vitest'
import { createReconciliation } from '../domain/reconciliation/create-reconciliation.ts'
import type { JobContext, JobDefinition, JobName } from '../ports/jobs.ts'
import { jobNames } from '../ports/jobs.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedOutbox } from '../testing/scripted-outbox.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { erasuresJob } from './erasures.ts'
import { outboxSweepJob } from './outbox-sweep.ts'
import { purgeJob } from './purge.ts'
import { quotaJob } from './quota.ts'
import { reconcileJob } from './reconcile.ts'
import { retentionJob } from './retention.ts'
import { type JobDefinitions, jobSchedules, scheduleJobs } from './schedule-jobs.ts'
import { sealAuditJob } from './seal-audit.ts'
import { suggestionsJob } from './suggestions.ts'
import { summariseJob } from './summarise.ts'
import { summarySweepJob } from './summary-sweep.ts'
import { titleJob } from './title.ts'
import { webhooksJob } from './webhooks.ts'

const clock = createFakeClock(0)
const touched: number[] = []
const signal = new AbortController().signal
const context: JobContext = { signal, clock, touch: async () => void touched.push(1) }
const times = {
  RECONCILE_CRON: '1 2 * * *',
  RETENTION_CRON: '3 4 * * *',
  PURGE_INTERVAL: 5,
  AUDIT_SEAL_INTERVAL: 6,
  SUMMARISE_CRON: '* * * * *',
}

const slices = [
  { drifts: [], checked: 3, next: 'b' },
  { drifts: [], checked: 2, next: null },
]
const store = { reconcile: async ({ after }: { after: string | null }) => slices[after === null ? 0 : 1] ?? never() }
const never = (): never => {
  throw new Error('There is no such slice')
}
const verify = async () => [{ seal: 1, fault: 'content' as const }]
const outbox = createScriptedOutbox()
let woken = 0
const warnings: Record<string, unknown>[] = []
const logger = { ...silentLogger, warn: (fields: Record<string, unknown>) => void warnings.push(fields) }

let nextWebhook: number | null = null
const asked: number[] = []

const definitions: JobDefinitions = {
  reconcile: reconcileJob({ reconciliation: createReconciliation({ store, sealer: { verify }, clock, logger }) }),
  retention: retentionJob({
    retention: {
      async expire({ touch } = {}) {
        await touch?.()
        return { threads: 7 }
      },
    },
  }),
  purge: purgeJob({ retention: { purge: async () => ({ messages: 8 }) } }),
  'seal-audit': sealAuditJob({ sealer: { seal: async given => ({ sealed: given?.signal === signal ? 9 : 0 }) } }),
  erasures: erasuresJob({
    erasures: { resume: async given => ({ erasures: given === signal ? 1 : 0, threads: 2, messages: 3 }) },
  }),
  'outbox-sweep': outboxSweepJob({ store: outbox, dispatcher: { wake: () => void woken++ }, clock, logger }),
  title: titleJob({
    store: {
      getThread: async () => null,
      listMessages: async () => ({ items: [], before: null, after: null }),
      getMessage: async () => null,
      updateThread: never,
    },
    announcer: { announce: () => {} },
    clock,
  }),
  suggestions: suggestionsJob({
    store: {
      getGeneration: async () => null,
      getMessage: never,
      getProject: never,
      listMessages: never,
      suggest: never,
    },
    completions: { complete: never },
    announcer: { announce: () => {} },
    ids: { make: never },
    clock,
  }),
  summarise: summariseJob({
    summarise: async () => ({ added: 1, renewed: 0, removed: 0, merged: 0, outcome: 'done' }),
  }),
  'summary-sweep': summarySweepJob({ store: { threadsToSummarise: async () => [] }, jobs: { once: never } }),
  quota: quotaJob({
    store: { expireReservations: async () => [], callsOf: async () => [], listProjects: async () => [] },
    spending: { settle: never, look: never },
    countMissing: never,
    logger,
  }),
  webhooks: webhooksJob({
    sender: {
      async run({ touch }) {
        await touch()
        return { delivered: 3, retried: 1, dead: 0, ended: 0 }
      },
    },
    store: { nextWebhookDelivery: async () => nextWebhook },
    clock,
    ask: async at => void asked.push(at),
  }),
}

const run = (name: JobName, data: unknown = {}) => (definitions[name] as JobDefinition).run(data, context)

it('OP5 every job is defined under its name, and has its schedule', () => {
  const defined: string[] = []
  const scheduled = new Map<string, string | number>()
  const jobs = {
    define: <Data>({ name }: JobDefinition<Data>) => void defined.push(name),
    every: (name: JobName, schedule: string | number) => void scheduled.set(name, schedule),
  }
  scheduleJobs(jobs, definitions, times)
  expect(defined.sort()).toEqual([...jobNames].sort())
  expect(Object.fromEntries(scheduled)).toEqual({
    ...{ reconcile: '1 2 * * *', retention: '3 4 * * *', purge: 5, 'seal-audit': 6 },
    ...{ 'outbox-sweep': 60_000, erasures: 60_000, quota: 60_000, webhooks: 60_000, 'summary-sweep': '* * * * *' },
  })
  expect(jobSchedules(times).title).toBeNull()
})

it('OP5 a job does its part of the domain with its signal, and says in numbers what it did', async () => {
  expect(await run('reconcile')).toEqual({ checked: 5, found: 0, faults: 1 })
  expect(await run('retention')).toEqual({ threads: 7 })
  expect(touched).toHaveLength(3)
  expect(await run('purge')).toEqual({ messages: 8 })
  expect(await run('seal-audit')).toEqual({ sealed: 9 })
  expect(await run('erasures')).toEqual({ erasures: 1, threads: 2, messages: 3 })
  expect(await run('title', { thread: 'a' })).toEqual({ given: 0 })
  expect(await run('suggestions', { generation: 'a' })).toEqual({ suggested: 0 })
  expect(await run('summarise', { thread: 'a' })).toMatchObject({ added: 1, waits: 0 })
  expect(await run('summary-sweep')).toEqual({ asked: 0 })
  expect(await run('quota')).toEqual({ expired: 0, settled: 0, missing: 0 })
})

it('OP6 after what was due the job is asked for when something is due soon, and not at once', async () => {
  const runs = async (next: number | null) => {
    nextWebhook = next
    expect(await run('webhooks')).toEqual({ delivered: 3, retried: 1, dead: 0, ended: 0 })
    return asked.splice(0)
  }
  expect(await runs(null)).toEqual([])
  expect(await runs(3_600_000)).toEqual([])
  expect(await runs(30_000)).toEqual([30_000])
  expect(await runs(0)).toEqual([5_000])
})

it('ST7 the outbox sweep sets the dispatcher going, and tells what waits too long', async () => {
  expect(await run('outbox-sweep')).toEqual({ waiting: 0, lateMs: 0 })
  expect(woken).toBe(0)
  outbox.add('a', 1_000)
  clock.advance(2_000)
  expect(await run('outbox-sweep')).toEqual({ waiting: 2, lateMs: 0 })
  clock.advance(60_000)
  warnings.length = 0
  expect(await run('outbox-sweep')).toEqual({ waiting: 2, lateMs: 61_000 })
  expect([woken, warnings]).toEqual([2, [{ waiting: 2, oldestMs: 61_000 }]])
})
