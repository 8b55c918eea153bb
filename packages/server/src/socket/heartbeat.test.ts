import { expect, it, vi } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('RT8 both sides are asked: the server pings, and answers the client’s ping', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  room.clock.advance(20_001)
  await client.next('ping')
  client.send({ type: 'ping' })
  await client.next('pong')
})

it('RT8 a peer that answers stays, interval after interval', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  for (let beat = 0; beat < 5; beat++) {
    room.clock.advance(20_001)
    await client.next('ping')
    // The pong before it has been heard when this answer comes.
    await client.command('any', {})
  }
  expect(room.door.connections()).toBe(1)
})

it('RT8 a dead peer is noticed within two intervals, and nothing of it stays', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.enter('ben')
  await ben.subscribe({ thread })
  const dead = await room.enter('ada', '/v1/ws', { answerPings: false })
  await dead.subscribe({ thread })
  expect(room.live.readers).toBe(2)
  room.clock.advance(20_001)
  await dead.next('ping')
  await ben.command('any', {})
  room.clock.advance(20_001)
  expect(await dead.closed).toMatchObject({ code: 4002, reason: 'heartbeat_lost' })
  await vi.waitFor(() => expect(room.door.connections()).toBe(1), { interval: 2, timeout: 4_000 })
  expect(room.live.readers).toBe(1)
  room.clock.advance(501)
  await ben.until(() => {
    const told = ben.frames.findLast(frame => frame.type === 'presence')
    return told?.users.length === 1 && told.users[0]?.id === 'ben'
  })
})

it('RT8 of twenty connections that come and go in a hurry nothing stays', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  for (let at = 0; at < 20; at++) {
    const client = await room.connect()
    client.send({ type: 'hello', token: room.signIn('ada'), protocol: 1 })
    client.send({ type: 'subscribe', id: 's', thread })
    if (at % 2 === 0) await client.next('subscribed')
    client.drop()
    await client.closed
  }
  const last = await room.enter('ada')
  await last.subscribe({ thread })
  await vi.waitFor(() => expect(room.door.connections()).toBe(1), { interval: 2, timeout: 4_000 })
  expect(room.live.readers).toBe(1)
})

it('RT15 a stopping server tells all to come back elsewhere, lets nobody in and leaves nothing behind', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  await client.subscribe({ thread })
  const closing = room.door.close(5_000)
  const bye = await client.next('bye')
  expect(bye).toMatchObject({ code: 4000, reason: 'shutting_down' })
  expect(bye.retryAfter).toBeGreaterThanOrEqual(0)
  expect(bye.retryAfter).toBeLessThanOrEqual(5)
  expect(await client.closed).toMatchObject({ code: 4000 })
  await closing
  expect(room.door.connections()).toBe(0)
  expect(room.live.readers).toBe(0)
  await expect(room.connect()).rejects.toThrow()
})

it('RT15 who does not close in time is cut off', async () => {
  await using room = await startSocketDoor({ settings: { closeTimeoutMs: 60_000 } })
  const client = await room.enter('ada')
  client.pause()
  await room.door.close(1)
  client.unpause()
  await client.closed
})
