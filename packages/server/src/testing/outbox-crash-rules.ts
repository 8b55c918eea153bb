import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { createAgendaJobs } from '../adapters/agenda/create-agenda-jobs.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createDispatcher } from '../domain/outbox/dispatcher.ts'
import { createSubscribers, type DeliveryHandlers } from '../domain/outbox/subscribers.ts'
import { titleJob } from '../jobs/title.ts'
import type { Delivery } from '../ports/outbox-store.ts'
import type { Store } from '../ports/store.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { backendAt } from './jobs-contract/backend-at.ts'
import { openStoreAt } from './open-store-at.ts'
import type { OutboxLoad } from './outbox-load-process.ts'
import { silentLogger } from './silent-logger.ts'

/** MongoDB keeps the rows of a transaction whose process was killed for a minute. */
const patienceMs = 120_000
const options = { timeout: 2 * patienceMs }

const program = fileURLToPath(new URL('./outbox-load-process.ts', import.meta.url))

interface Left {
  readonly user: string
  readonly project: string
  readonly threads: readonly string[]
  readonly acknowledged: readonly string[]
}

const sendUntilKilled = async (load: OutboxLoad, messages: number): Promise<Left> => {
  const child = spawn(process.execPath, ['--conditions=chat-view-source', program, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout }))
    if (lines.push(line) === messages + 1) child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
  const [first = '', ...acknowledged] = lines
  return { ...(JSON.parse(first) as Omit<Left, 'acknowledged'>), acknowledged }
}

/** What was delivered, in order; and the same again, for it may come twice. */
const recording = (handlers: DeliveryHandlers) => {
  const seen: Delivery[] = []
  const record = (name: keyof DeliveryHandlers) => async (delivery: Delivery) => {
    seen.push(delivery)
    await handlers[name](delivery)
  }
  const recorded = (Object.keys(handlers) as (keyof DeliveryHandlers)[]).map(name => [name, record(name)] as const)
  return { seen, handlers: Object.fromEntries(recorded) as DeliveryHandlers }
}

const seqsBySubscriber = (deliveries: readonly Delivery[]): number[][] => {
  const groups = Map.groupBy(deliveries, ({ subscriber, event }) => `${subscriber} ${event.threadId}`)
  return [...groups.values()].map(group => group.map(({ event }) => event.seq))
}

const expectDelivered = async (store: Store, { user, project, threads }: Left): Promise<void> => {
  const records = await Promise.all(threads.map(id => store.getThread(id)))
  const events = await store.feedAfter(user, 0, 100)
  const told = events.map(event => (event.type === 'thread.changed' ? [event.thread.id, event.thread.seq] : event))
  expect(new Map(told as [string, number][])).toEqual(
    new Map(records.map(record => [record?.id ?? '', record?.seq ?? 0])),
  )
  const latest = Math.max(...records.map(record => record?.lastActivityAt ?? 0))
  expect((await store.getProject(project))?.lastChatAt).toBe(latest)
}

/** A process is killed between commits and deliveries: nothing is lost, nothing has its effect twice, all is in order (ST7). */
export const outboxCrashRules = (load: () => Promise<OutboxLoad>): void => {
  it(
    'ST7 what was committed before a kill is delivered after it, in order, with its effect once',
    options,
    async () => {
      const places = await load()
      const left = await sendUntilKilled(places, 60)
      const store = await openStoreAt(places.store)
      expect(await store.getMessages([...left.acknowledged])).toHaveLength(left.acknowledged.length)
      expect(await store.pendingDeliveries()).toBeGreaterThan(0)

      const jobs = createAgendaJobs({
        backend: backendAt(places.jobs),
        worker: 'after the kill',
        clock: systemClock,
        logger: silentLogger,
        pollMs: 50,
      })
      // What the killed process had leased is due by a clock that is a minute on.
      const clock = { now: () => Date.now() + 60_000 }
      const announcer = { announce: () => {} }
      jobs.define(titleJob({ store, announcer, clock }))
      await jobs.start()
      const { seen, handlers } = recording(
        createSubscribers({ store, bus: createMemoryBus(), jobs, clock, logger: silentLogger }),
      )
      const two = [5, 100].map(batch =>
        createDispatcher({ store, handlers, clock, logger: silentLogger, sweepMs: 50, batch }),
      )
      for (const dispatcher of two) dispatcher.start()
      await vi.waitFor(
        async () => {
          const titled = await Promise.all(left.threads.map(id => store.getThread(id)))
          expect(titled.map(thread => [thread?.title, thread?.version])).toEqual(titled.map(() => ['Message 0', 2]))
          expect(await store.pendingDeliveries()).toBe(0)
          expect(await jobs.list()).toEqual([])
        },
        { timeout: patienceMs, interval: 100 },
      )
      for (const dispatcher of two) await dispatcher.stop()
      for (const seqs of seqsBySubscriber(seen)) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      await expectDelivered(store, left)

      const feedSeq = await store.feedSeq(left.user)
      for (const delivery of [...seen]) await handlers[delivery.subscriber as keyof DeliveryHandlers](delivery)
      expect(await store.feedSeq(left.user)).toBe(feedSeq)
      await expectDelivered(store, left)
      await jobs.stop(5_000)
      await store.close()
    },
  )
}
