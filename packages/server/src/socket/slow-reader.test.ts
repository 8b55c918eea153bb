import { expect, it, vi } from 'vitest'
import type { SocketClient } from '../testing/socket-client.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import type { SocketMetrics } from './socket-metrics.ts'

type Room = Awaited<ReturnType<typeof startSocketDoor>>

const big = 'x'.repeat(25_000)
// Far more than the buffers of both systems hold.
const enough = 900

/** Counts event frames on their way out, as they are reported. */
const countEvents = () => {
  const counted = { events: 0 }
  const metrics: SocketMetrics = {
    opened() {},
    closed() {},
    frameIn() {},
    framesOut(type, count) {
      if (type === 'event') counted.events += count
    },
    limited() {},
  }
  return { counted, metrics }
}

/** One reader that stands still, and one that reads; more is said than any buffer holds. */
const overwhelm = async (room: Room, thread: string): Promise<{ slow: SocketClient; quick: SocketClient }> => {
  const [slow, quick] = [await room.enter('ada'), await room.enter('ada')]
  await slow.subscribe({ thread, afterSeq: 0 })
  await quick.subscribe({ thread, afterSeq: 0 })
  slow.pause()
  for (let at = 0; at < enough; at++) room.threads.say(thread, big)
  await quick.until(() => quick.order.seqOf(thread) === enough)
  return { slow, quick }
}

it('RT6 a reader that stands still costs a pointer, delays nobody, and has missed nothing when it reads on', async () => {
  const { counted, metrics } = countEvents()
  await using room = await startSocketDoor({ metrics })
  const thread = room.threads.create('ada')
  const { slow, quick } = await overwhelm(room, thread)
  room.clock.advance(1_000)
  await vi.waitFor(() => expect(counted.events).toBeGreaterThanOrEqual(enough), { interval: 2, timeout: 4_000 })
  // What was written for the slow one is what buffers hold, not what was said.
  expect(counted.events).toBeLessThan(2 * enough)
  slow.unpause()
  await slow.until(() => slow.order.seqOf(thread) === enough)
  room.threads.say(thread, 'after')
  await slow.until(() => slow.order.seqOf(thread) === enough + 1)
  expect(slow.order.eventsOf(thread)).toHaveLength(enough + 1)
  expect([...slow.order.violations, ...quick.order.violations]).toEqual([])
})

it('RT6 the text of an answer that a full socket missed comes as one piece, after the changes before it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const answer = room.live.start(thread)
  const { slow } = await overwhelm(room, thread)
  const text = Array.from({ length: 500 }, (_, at) => `${at} 😀 `)
  for (const piece of text) room.live.append(answer, piece)
  slow.unpause()
  await slow.until(() => slow.answers.textOf(answer.message) === text.join(''))
  const pieces = slow.frames.filter(frame => frame.type === 'delta' || frame.type === 'snapshot')
  expect(pieces.length).toBeLessThanOrEqual(3)
  expect(slow.answers.violations).toEqual([])
})

it('RT6 a socket that stays full is closed with a code that says reconnect, the others go on', async () => {
  await using room = await startSocketDoor({ settings: { closeTimeoutMs: 10_000 } })
  const thread = room.threads.create('ada')
  const { slow, quick } = await overwhelm(room, thread)
  room.clock.advance(19_000)
  await quick.command('any', {})
  expect(room.live.readers).toBe(2)
  room.clock.advance(11_001)
  await vi.waitFor(() => expect(room.live.readers).toBe(1), { interval: 2, timeout: 4_000 })
  slow.unpause()
  expect(await slow.closed).toMatchObject({ code: 4001, reason: 'slow_reader' })
  expect(slow.order.violations).toEqual([])
})

it('RT6 who asks for more than it reads is closed before much of it waits', async () => {
  await using room = await startSocketDoor({ settings: { closeTimeoutMs: 10_000, maxBufferedBytes: 70_000 } })
  const thread = room.threads.create('ada')
  const { slow } = await overwhelm(room, thread)
  for (let at = 0; at < 5_000; at++) slow.send({ type: 'ping' })
  await vi.waitFor(() => expect(room.live.readers).toBe(1), { interval: 2, timeout: 4_000 })
  slow.unpause()
  expect(await slow.closed).toMatchObject({ code: 4001 })
})

it('RT6 a page of many megabytes reaches a slow reader whole, with what was said meanwhile after it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  for (let at = 0; at < 50; at++) room.threads.say(thread, '😀'.repeat(100_000))
  const client = await room.enter('ada')
  client.pause()
  client.send({ type: 'subscribe', id: 's', thread })
  await vi.waitFor(() => expect(room.live.readers).toBe(1), { interval: 2, timeout: 4_000 })
  room.threads.say(thread, 'meanwhile')
  client.send({ type: 'ping' })
  client.unpause()
  const { state } = await client.next('subscribed')
  expect(state && 'messages' in state && state.messages.items).toHaveLength(50)
  await client.next('pong')
  await client.until(() => client.order.seqOf(thread) === 51)
})

it('RT6 commands of a client that does not read wait for it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const { slow } = await overwhelm(room, thread)
  let run = 0
  room.onCommand(async () => ++run)
  slow.send({ type: 'command', id: 'command-1', name: 'any', arguments: {} })
  const other = await room.enter('ben')
  await other.command('any', {})
  expect(run).toBe(1)
  slow.unpause()
  expect(await slow.next('result')).toMatchObject({ id: 'command-1', result: 2 })
})
