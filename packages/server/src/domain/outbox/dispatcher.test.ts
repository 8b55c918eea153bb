import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BusMessage } from '../../ports/bus.ts'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { createScriptedOutbox, type ScriptedOutbox } from '../../testing/scripted-outbox.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { createSubscribers } from './subscribers.ts'

let clock: FakeClock
let store: ScriptedOutbox
let told: BusMessage[]
let dispatcher: Dispatcher

let wished: string[]
let jobsAway: boolean

const once = async (name: string, key: string): Promise<void> => {
  if (jobsAway) throw new Error('The jobs are away')
  wished.push(`${name} ${key}`)
}
const make = (batch = 100): Dispatcher => {
  const handlers = createSubscribers({
    store,
    bus: { publish: message => told.push(message) },
    jobs: { once },
    clock,
    logger: silentLogger,
  })
  return createDispatcher({ store, handlers, clock, logger: silentLogger, batch })
}

/** Lets the sweep come round, by the timers' clock and the dispatcher's. */
const pass = async (ms: number): Promise<void> => {
  clock.advance(ms)
  await vi.advanceTimersByTimeAsync(ms)
}

beforeEach(() => {
  vi.useFakeTimers()
  clock = createFakeClock()
  store = createScriptedOutbox()
  told = []
  wished = []
  jobsAway = false
  dispatcher = make()
})
afterEach(async () => {
  await dispatcher.stop()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

it('ST7 what an earlier process left is delivered at the start, and feeds are told', async () => {
  store.add('a', 1)
  expect(store.delivered).toEqual([])
  dispatcher.start()
  await store.empty()
  expect([...store.delivered].sort()).toEqual(['activity a 1', 'feeds a 1'])
  expect(told).toEqual([{ kind: 'feed', user: 'reader', seq: 1 }])
})

it('ST7 of one thread everything is delivered in order, however small the batches', async () => {
  dispatcher = make(1)
  for (const seq of [1, 2, 3]) for (const thread of ['a', 'b']) store.add(thread, seq)
  dispatcher.start()
  await store.empty()
  for (const row of ['feeds a', 'feeds b', 'activity a', 'activity b'])
    expect(store.delivered.filter(one => one.startsWith(row))).toEqual([1, 2, 3].map(seq => `${row} ${seq}`))
})

it('ST7 a delivery that fails comes again later, before what follows it', async () => {
  store.add('a', 1)
  store.add('a', 2)
  store.failNext(2)
  dispatcher.start()
  await pass(10)
  expect(store.delivered).toEqual([])
  await pass(1_000)
  await store.empty()
  expect(store.delivered.filter(one => one.startsWith('feeds'))).toEqual(['feeds a 1', 'feeds a 2'])
})

it('ST7 a thread without a title is a wish for a job; one that cannot be kept holds up that row alone', async () => {
  jobsAway = true
  store.add('a', 1, ['titles', 'feeds'])
  dispatcher.start()
  await pass(10)
  expect([store.delivered, wished]).toEqual([['feeds a 1'], []])
  jobsAway = false
  await pass(1_000)
  await store.empty()
  expect(wished).toEqual(['title a'])
})

it('OP6 what webhooks are to be told is a wish for a job, and is not told twice where that is away', async () => {
  store.add('a', 1, ['webhooks'])
  dispatcher.start()
  await store.empty()
  await pass(10)
  expect([store.delivered, wished]).toEqual([['webhooks a 1'], ['webhooks now']])
  jobsAway = true
  store.add('a', 2, ['webhooks'])
  await pass(1_000)
  await store.empty()
  await pass(5_000)
  expect([store.delivered, wished]).toEqual([['webhooks a 1', 'webhooks a 2'], ['webhooks now']])
})

it('ST7 a row of a subscriber that nobody knows waits, and holds up no other', async () => {
  store.add('a', 1, ['of a newer version', 'feeds'])
  dispatcher.start()
  await pass(10)
  expect([store.delivered, await store.pendingDeliveries()]).toEqual([['feeds a 1'], 1])
})

it('ST7 two dispatchers on one outbox deliver everything once, in order', async () => {
  const other = make(2)
  for (const seq of [1, 2, 3, 4]) for (const thread of ['a', 'b', 'c']) store.add(thread, seq)
  dispatcher.start()
  other.start()
  await store.empty()
  await other.stop()
  for (const row of ['feeds a', 'feeds b', 'activity c'])
    expect(store.delivered.filter(one => one.startsWith(row))).toEqual([1, 2, 3, 4].map(seq => `${row} ${seq}`))
  expect(store.delivered).toHaveLength(24)
})

it('ST7 a store that is away for a while loses nothing', async () => {
  store.setAway(true)
  store.add('a', 1)
  dispatcher.start()
  await pass(3_000)
  expect(store.delivered).toEqual([])
  store.setAway(false)
  await pass(1_000)
  await store.empty()
  expect(store.delivered).toHaveLength(2)
})

it('ST7 a lost wake-up is repaired by the sweep, and a word while it is busy is not lost', async () => {
  dispatcher.start()
  await pass(10)
  store.add('a', 1)
  await pass(1_000)
  await store.empty()
  store.add('b', 1)
  dispatcher.wake()
  store.add('c', 1)
  dispatcher.wake()
  await store.empty()
  expect(store.delivered).toHaveLength(6)
})

it('RT15 a stopped dispatcher finishes what it holds, takes nothing more, and can be started again', async () => {
  dispatcher.wake()
  store.add('a', 1)
  await pass(10)
  expect(store.delivered).toEqual([])
  dispatcher.start()
  dispatcher.start()
  await Promise.all([dispatcher.stop(), dispatcher.stop()])
  store.add('b', 1)
  dispatcher.wake()
  await pass(5_000)
  expect(store.delivered.some(one => one.includes(' b '))).toBe(false)
  dispatcher.start()
  await store.empty()
  expect(store.delivered.some(one => one.includes(' b '))).toBe(true)
})
