import { expect, it } from 'vitest'
import type { EventClient } from '../testing/event-client.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

type Room = Awaited<ReturnType<typeof startSocketDoor>>

const wishOf = (thread: string) => [{ id: 's1', thread }]

/** Lets time pass until the poll has ended. */
const ended = async (room: Room, client: EventClient): Promise<void> => {
  let whole: boolean | undefined
  void client.closed.then(end => {
    whole = end.whole
  })
  await expect
    .poll(
      () => {
        room.clock.advance(20)
        return whole
      },
      { interval: 2, timeout: 30_000 },
    )
    .toBe(true)
}

const ask = (room: Room, before: EventClient): Promise<EventClient> =>
  room.stream('ada', { poll: true, cursor: before.lastId }, { after: before })

it('RT12.4 a poll ends after its first news, and the next goes on from its id', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const answer = room.live.start(thread)
  room.live.append(answer, 'one ')
  let client = await room.stream('ada', { poll: true, subscribe: wishOf(thread) })
  await ended(room, client)
  expect(client.answers.textOf(answer.message)).toBe('one ')
  room.live.append(answer, 'two ')
  room.threads.say(thread, 'meanwhile')
  client = await ask(room, client)
  await ended(room, client)
  expect(client.order.eventsOf(thread)).toEqual([1])
  client = await ask(room, client)
  await client.next('welcome')
  room.live.append(answer, 'three')
  await client.next('delta')
  await ended(room, client)
  expect(client.answers.textOf(answer.message)).toBe('one two three')
  expect(client.frames.filter(({ type }) => type === 'snapshot')).toEqual([])
  expect([...client.order.violations, ...client.answers.violations]).toEqual([])
})

it('RT12.4 a poll without news lasts until the heartbeat', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const first = await room.stream('ada', { poll: true, subscribe: wishOf(thread) })
  await ended(room, first)
  const client = await ask(room, first)
  await client.next('subscribed')
  room.clock.advance(10_000)
  await client.next('presence')
  expect(client.frames.some(({ type }) => type === 'ping')).toBe(false)
  room.clock.advance(10_000)
  await client.next('ping')
  await ended(room, client)
})

it('RT12.4 that somebody types is news when they begin, and not again to each poll that comes in', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.stream('ben', { subscribe: wishOf(thread) })
  await ben.next('subscribed')
  const first = await room.stream('ada', { poll: true, subscribe: wishOf(thread) })
  await ended(room, first)
  const told = await ask(room, first)
  await told.next('subscribed')
  await ben.send([{ type: 'typing', thread, on: true }])
  await told.next('typing')
  await ended(room, told)
  const client = await ask(room, told)
  await client.next('typing')
  room.clock.advance(1_000)
  await client.next('presence')
  await ben.send([{ type: 'typing', thread, on: false }])
  await client.next('typing', ({ on }) => !on)
  await ended(room, client)
})
