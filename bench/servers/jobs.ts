import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAgendaJobs } from '../../packages/server/src/adapters/agenda/create-agenda-jobs.ts'
import { openMongoJobsBackend } from '../../packages/server/src/adapters/agenda/open-mongo-jobs-backend.ts'
import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { openJobsBackend } from '../../packages/server/src/adapters/sqlite/jobs/open-jobs-backend.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import { createDispatcher } from '../../packages/server/src/domain/outbox/dispatcher.ts'
import { createSubscribers } from '../../packages/server/src/domain/outbox/subscribers.ts'
import type { Store } from '../../packages/server/src/ports/store.ts'
import { systemClock } from '../../packages/server/src/telemetry/system-clock.ts'
import { silentLogger as logger } from '../../packages/server/src/testing/silent-logger.ts'
import { onQuestion } from '../harness/questions.ts'
import { percentile } from '../harness/statistics.ts'
import { seedPeopleIn } from '../seed/people.ts'
import { bareJobs } from './bare-jobs.ts'
import { bareMongoJobs } from './bare-mongo-jobs.ts'

// Jobs asked for, run and over, and the same statements without Agenda; and how long a commit waits for its delivery:
// on SQLite, or in the database on MongoDB that is named.

/** Jobs that run at once, and wishes that wait at once. */
const [atOnce, wishes] = [16, 64]
/** On MongoDB a send with its deliveries is some thirty round trips: more of them would measure a queue. */
const sendsPerSecond = process.argv[2] === undefined ? 200 : 10
const [url] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'chat-view-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const clock = systemClock
const jobs = createAgendaJobs({
  backend:
    url === undefined ? openJobsBackend({ path: join(folder, 'jobs.db') }) : openMongoJobsBackend({ address: url }),
  worker: 'bench',
  clock,
  logger,
  observer: { ended: () => ends.shift()?.() },
})
const ends: (() => void)[] = []
jobs.define({ name: 'title', meaning: 'nothing', concurrency: atOnce, run: async () => ({}) })
await jobs.start()

const through = async (seconds: number): Promise<number> => {
  const end = performance.now() + seconds * 1_000
  let done = 0
  const ask = async (): Promise<void> => {
    while (performance.now() < end) {
      const over = new Promise<void>(resolve => ends.push(resolve))
      const key = uuids.make()
      await jobs.once('title', key, { thread: key })
      await over
      done++
    }
  }
  await Promise.all(Array.from({ length: wishes }, ask))
  return done
}

const bareOnSqlite = () => {
  const bare = bareJobs(join(folder, 'bare.db'))
  return async (end: number): Promise<number> => {
    let done = 0
    for (; performance.now() < end; done += atOnce) bare.group(atOnce)
    return done
  }
}

const bareOnMongo = async (address: string) => {
  const job = await bareMongoJobs(address)
  return async (end: number): Promise<number> => {
    let done = 0
    const worker = async (): Promise<void> => {
      for (; performance.now() < end; done++) await job()
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return done
  }
}

const bare = url === undefined ? bareOnSqlite() : await bareOnMongo(url)
const alone = (seconds: number): Promise<number> => bare(performance.now() + seconds * 1_000)

const perSecond = async (run: () => Promise<number>): Promise<number> => {
  const started = performance.now()
  const done = await run()
  return done / ((performance.now() - started) / 1_000)
}

const openStore = async (): Promise<Store> => {
  if (url === undefined) return openSqliteStore({ path: join(folder, 'store.db') })
  const opened = await openMongoStore({ url })
  await opened.opened
  return opened as unknown as Store
}

const store = await openStore()
const { people, threads } = await seedPeopleIn(store, 1, 50)
const authorId = people[0]?.userId ?? ''
const committed = new Map<string, number>()
let delays: number[] = []
const handlers = createSubscribers({ store, bus: { publish: () => {} }, jobs, clock, logger })
const dispatcher = createDispatcher({
  store,
  clock,
  logger,
  handlers: {
    ...handlers,
    async feeds(delivery) {
      await handlers.feeds(delivery)
      const place = `${delivery.event.threadId} ${delivery.event.seq}`
      const at = committed.get(place)
      committed.delete(place)
      if (at !== undefined) delays.push(performance.now() - at)
    },
  },
})
dispatcher.start()

const outbox = async (seconds: number) => {
  delays = []
  const commits: number[] = []
  const sent: Promise<void>[] = []
  const send = async (threadId: string): Promise<void> => {
    const began = performance.now()
    const message = { id: uuids.make(), authorId, text: 'A message of a line, as people write them.' }
    const { changes } = await store.sendMessage({ threadId, message, at: Date.now() })
    const now = performance.now()
    commits.push(now - began)
    for (const { thread, seq } of changes) committed.set(`${thread} ${seq}`, now)
    dispatcher.wake()
  }
  const started = performance.now()
  for (let n = 0; n < seconds * sendsPerSecond; n++) {
    const waitMs = started + (n * 1_000) / sendsPerSecond - performance.now()
    if (waitMs > 0) await new Promise(resolve => setTimeout(resolve, waitMs))
    sent.push(send(threads[n % threads.length] ?? ''))
  }
  await Promise.all(sent)
  while ((await store.pendingDeliveries()) > 0) await new Promise(resolve => setTimeout(resolve, 5))
  const of = (values: number[]) => ({ p50: percentile(values, 50), p99: percentile(values, 99) })
  return { commit: of(commits), delay: of(delays) }
}

onQuestion('through', (seconds: number) => perSecond(() => through(seconds)))
onQuestion('alone', (seconds: number) => perSecond(() => alone(seconds)))
onQuestion('outbox', outbox)
