import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('RT3 a resume on another node takes text back: reconnected to a node that lags it waits, and gets what it missed and no older page', async () => {
  await using room = await startSocketDoor({ settings: { behindMs: 10_000 } })
  const thread = room.threads.create('ada')
  room.threads.say(thread, 'one')
  room.threads.changeFeed('ada', thread)
  const caughtUp = room.threads.lag()
  for (const text of ['two', 'three']) room.threads.say(thread, text, { word: false })
  room.threads.changeFeed('ada', thread, { word: false })
  const client = await room.enter('ada')
  const joined = [client.subscribe({ thread, afterSeq: 2 }), client.subscribe({ feed: true, afterSeq: 2 })]
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(client.frames.filter(({ type }) => type === 'subscribed')).toEqual([])
  caughtUp()
  expect(await Promise.all(joined)).toMatchObject([
    { mode: 'resumed', seq: 3, state: null },
    { mode: 'resumed', seq: 2, events: [] },
  ])
  expect(client.order.eventsOf(thread)).toEqual([3])
})

it('RT3 a thread of which a client has seen something is not refused by a node that has not got there yet', async () => {
  await using room = await startSocketDoor({ settings: { behindMs: 10_000 } })
  const caughtUp = room.threads.lag()
  const thread = room.threads.create('ada')
  room.threads.say(thread, 'one', { word: false })
  const client = await room.enter('ada')
  const joined = client.subscribe({ thread, afterSeq: 1 })
  client.send({ type: 'ping' })
  await client.next('pong')
  caughtUp()
  expect(await joined).toMatchObject({ mode: 'resumed', seq: 1 })
})
