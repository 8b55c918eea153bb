import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createRecordingLogger } from '../testing/recording-logger.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import type { Subscription } from './subscription.ts'
import { TimerWheel } from './timer-wheel.ts'
import { Topics, type TopicsOptions } from './topics.ts'

it('RT14 when the bus is heard again, what is followed is compared with the store at once, and once more after a sweep', async () => {
  const clock = createFakeClock()
  const wheel = new TimerWheel(clock, 10)
  const asked: (readonly string[])[] = []
  const answers: (() => void)[] = []
  const store = {
    async seqsOf(threads: readonly string[]) {
      asked.push(threads)
      await new Promise<void>(resolve => answers.push(resolve))
      return new Map(threads.map(thread => [thread, 0]))
    },
  } as unknown as TopicsOptions['store']
  const reads = {} as TopicsOptions['reads']
  const topics = new Topics({ store, reads, wheel, clock, logger: silentLogger, sweepMs: 60_000 })
  topics.room('followed')
  const first = topics.renewed()
  await first
  expect(asked).toEqual([['followed']])
  const second = topics.renewed()
  await Promise.resolve()
  expect(asked).toHaveLength(1)
  answers.shift()?.()
  await second
  expect(asked).toEqual([['followed'], ['followed']])
  answers.shift()?.()
  wheel.stop()
})

it('OP2 a store that cannot be asked how far threads are is told of once, and once when it can again', async () => {
  const logger = createRecordingLogger()
  await using room = await startSocketDoor({ logger })
  const client = await room.enter('ada')
  for (let n = 0; n < 5; n++) await client.subscribe({ thread: room.threads.create('ada') })
  const { seqsOf } = room.threads.store
  let asked = 0
  const away = async (): Promise<never> => {
    asked++
    throw new CodedError('store_unavailable')
  }
  Object.assign(room.threads.store, { seqsOf: away })
  for (let n = 1; n <= 4; n++) {
    room.clock.advance(5_001)
    await expect.poll(() => asked, { interval: 2 }).toBe(n)
  }
  const fails = 'warn: could not compare followed threads with the store; tried again soon'
  expect(logger.told).toEqual([fails])
  Object.assign(room.threads.store, { seqsOf })
  room.clock.advance(5_001)
  await expect.poll(() => logger.told.length, { interval: 2 }).toBe(2)
  expect(logger.told).toEqual([fails, 'info: followed threads are compared with the store again'])
})

it('RT3 thousands of feeds are compared with the store in a few reads, and others have their turn in between', async () => {
  const clock = createFakeClock()
  const wheel = new TimerWheel(clock, 10)
  const happened: unknown[] = []
  const over = Promise.withResolvers<void>()
  const store = {
    seqsOf: async () => new Map(),
    feedSeqsOf: async (users: readonly string[]) => {
      happened.push(users.length)
      setImmediate(() => happened.push('others'))
      if (happened.filter(one => one !== 'others').length === 3) over.resolve()
      return new Map(users.map(user => [user, 1]))
    },
  } as unknown as TopicsOptions['store']
  const reads = {} as TopicsOptions['reads']
  const topics = new Topics({ store, reads, wheel, clock, logger: silentLogger, sweepMs: 60_000 })
  const follower = { offer: () => {}, settled: () => {}, retry: () => {} } as unknown as Subscription
  for (let n = 0; n < 1_200; n++) topics.feed(`user-${n}`).followers.add(follower)
  await topics.renewed()
  await over.promise
  expect(happened).toEqual([500, 'others', 500, 'others', 200])
  wheel.stop()
})
