import { createAgendaJobs } from '../adapters/agenda/create-agenda-jobs.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createDispatcher } from '../domain/outbox/dispatcher.ts'
import { createSubscribers } from '../domain/outbox/subscribers.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { backendAt } from './jobs-contract/backend-at.ts'
import type { JobsPlace } from './jobs-contract/opened-jobs.ts'
import { openStoreAt } from './open-store-at.ts'
import { silentLogger } from './silent-logger.ts'
import { newWorld } from './store-contract/world.ts'

/** Where the process writes: `argv[2]`, as JSON. */
export interface OutboxLoad {
  readonly store: string
  readonly jobs: JobsPlace
}

// Sends and delivers until it is killed; delivery is slower than sending, so something always waits. Says first whose
// threads they are, as JSON, then "<thread> <seq>" of each message that was acknowledged.
const { store: place, jobs: jobsPlace } = JSON.parse(process.argv[2] ?? '') as OutboxLoad
const store = await openStoreAt(place)
const jobs = createAgendaJobs({
  backend: backendAt(jobsPlace),
  worker: 'before the kill',
  clock: systemClock,
  logger: silentLogger,
})
await jobs.start()
const { feeds, activity, titles, webhooks } = createSubscribers({
  store,
  bus: createMemoryBus(),
  jobs,
  clock: systemClock,
  logger: silentLogger,
})
const slowly = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const dispatcher = createDispatcher({
  store,
  clock: systemClock,
  logger: silentLogger,
  handlers: {
    titles,
    webhooks,
    feeds: delivery => slowly(15).then(() => feeds(delivery)),
    activity: delivery => slowly(10).then(() => activity(delivery)),
  },
})
dispatcher.start()

const world = await newWorld(store)
const threads = await Promise.all(Array.from({ length: 4 }, () => world.thread()))
process.stdout.write(`${JSON.stringify({ user: world.user.id, project: world.project.id, threads })}\n`)
await Promise.all(
  threads.map(async thread => {
    for (let n = 0; ; n++) {
      const { messageId } = await world.send(thread, `Message ${n}`)
      dispatcher.wake()
      process.stdout.write(`${messageId}\n`)
    }
  }),
)
