import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const big = 'x'.repeat(25_000)
// Far more than the buffers of both systems hold.
const enough = 900

it('RT6 a reader of events that stands still costs a pointer, delays nobody, and misses nothing when it reads on', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const subscribe = [{ id: 's1', thread, afterSeq: 0 }]
  const [slow, quick] = [await room.stream('ada', { subscribe }), await room.stream('ada', { subscribe })]
  await Promise.all([slow.next('subscribed'), quick.next('subscribed')])
  slow.pause()
  for (let at = 0; at < enough; at++) room.threads.say(thread, big)
  await quick.until(() => quick.order.seqOf(thread) === enough)
  expect(slow.order.seqOf(thread)).toBeLessThan(enough)
  slow.unpause()
  await slow.until(() => slow.order.seqOf(thread) === enough)
  expect(slow.order.eventsOf(thread)).toHaveLength(enough)
  expect([...slow.order.violations, ...quick.order.violations]).toEqual([])
})

it('RT6 one that stays full is closed, and goes on from its last id', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const slow = await room.stream('ada', { subscribe: [{ id: 's1', thread, afterSeq: 0 }] })
  await slow.next('subscribed')
  slow.pause()
  for (let at = 0; at < enough; at++) room.threads.say(thread, big)
  room.clock.advance(30_001)
  await expect
    .poll(
      () => {
        room.clock.advance(250)
        return room.door.connections()
      },
      { interval: 2, timeout: 30_000 },
    )
    .toBe(0)
  slow.unpause()
  await slow.closed
  const next = await room.stream('ada', {}, { after: slow, lastEventId: slow.lastId })
  await next.until(() => next.order.seqOf(thread) === enough)
  expect(next.order.eventsOf(thread)).toHaveLength(enough)
  expect(next.order.violations).toEqual([])
})
