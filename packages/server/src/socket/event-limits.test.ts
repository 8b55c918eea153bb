import { expect, it, vi } from 'vitest'
import { StreamRefused } from '../testing/event-client.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const refusal = async (opening: Promise<unknown>): Promise<StreamRefused> => {
  try {
    await opening
  } catch (error) {
    if (error instanceof StreamRefused) return error
    throw error
  }
  throw new Error('it was let in')
}

const one = (thread: string, more = {}) => [{ id: 's1', thread, ...more }]

it('SE3 who has no good token, or comes from elsewhere, gets a problem instead of a stream', async () => {
  await using room = await startSocketDoor()
  const refused = await refusal(room.stream('ada', {}, { origin: 'https://other.example' }))
  expect(refused).toMatchObject({ status: 403, problem: { code: 'origin_denied' } })
  room.threads.project.enabled = false
  expect((await refusal(room.stream('ada'))).problem.code).toBe('project_disabled')
  expect(room.door.connections()).toBe(0)
})

it('SE5 streams count as connections do: in all, and of one address', async () => {
  await using room = await startSocketDoor({ settings: { maxConnectionsPerAddress: 2 } })
  const first = await room.stream('ada')
  await room.enter('ben')
  expect(await refusal(room.stream('ada'))).toMatchObject({ status: 503, problem: { code: 'overloaded' } })
  first.drop()
  await first.closed
  await expect.poll(() => room.door.connections(), { interval: 2, timeout: 30_000 }).toBe(1)
  await room.stream('ada')
})

/** A limiter that answers nobody before it is told to. */
const heldLimits = () => {
  let letGo = () => {}
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  let asked = 0
  const take = async () => {
    asked++
    await held
    return [{ allowed: true, retryAfter: 0, remaining: 1 }]
  }
  const connect = { address: { count: 1_000, windowMs: 60_000 } }
  return { limits: { take }, connect, asked: () => asked, letGo: () => letGo() }
}

it('SE5 those on their way count too: streams and sockets that come all at once, in all and of one address', async () => {
  for (const bound of ['maxConnections', 'maxConnectionsPerAddress'] as const) {
    for (const way of ['stream', 'connect'] as const) {
      const { limits, connect, asked, letGo } = heldLimits()
      const settings = { [bound]: 5, limits: { connect, frames: {}, subscribe: {} } }
      await using room = await startSocketDoor({ limits, settings })
      let refused = 0
      const open = () => (way === 'stream' ? room.stream('ada') : room.connect())
      const opening = Array.from({ length: 20 }, async () => {
        await open().catch(error => {
          expect(error).toMatchObject({ status: 503, problem: { code: 'overloaded' } })
          refused++
        })
      })
      await expect.poll(() => asked() + refused, { interval: 2, timeout: 30_000 }).toBe(20)
      letGo()
      await Promise.all(opening)
      expect([bound, way, refused, room.door.connections()]).toEqual([bound, way, 15, 5])
    }
  }
})

it('SE5 who goes before they are let in, or is refused, gives their place back', async () => {
  const { limits, connect, asked, letGo } = heldLimits()
  const settings = { maxConnections: 1, maxConnectionsPerAddress: 1, limits: { connect, frames: {}, subscribe: {} } }
  await using room = await startSocketDoor({ limits, settings })
  const leaving = new AbortController()
  const gone = fetch(`http://127.0.0.1:${room.port}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${room.signIn('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 1 }),
    signal: leaving.signal,
  })
  await expect.poll(asked, { interval: 2, timeout: 30_000 }).toBe(1)
  leaving.abort()
  await expect(gone).rejects.toThrow()
  letGo()
  const opened = await vi.waitFor(() => room.stream('ada'), { timeout: 30_000 })
  opened.drop()
  await opened.closed
  await expect.poll(() => room.door.connections(), { interval: 2, timeout: 30_000 }).toBe(0)
  await expect(room.connect('/v1/ws', { origin: 'https://evil.test' })).rejects.toMatchObject({
    problem: { code: 'origin_denied' },
  })
  await room.connect()
})

it('CV10 a removal ends the subscription at once; an ended session, an old token and a stop end the stream', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ben', 'ada')
  const removed = await room.stream('ada', { subscribe: one(thread) })
  await removed.next('subscribed')
  room.threads.setRole(thread, 'ada', null)
  expect(await removed.next('gone')).toMatchObject({ thread })
  room.threads.say(thread, 'secret')
  await removed.send([{ type: 'ping' }])
  await removed.next('pong')
  expect(removed.frames.some(({ type }) => type === 'event')).toBe(false)
  room.bus.publish({ kind: 'session', session: 'session-ada' })
  expect(await removed.next('bye')).toMatchObject({ code: 4203, reason: 'session_ended' })
  expect(await removed.closed).toEqual({ whole: true })

  const renewed = await room.stream('ben')
  await renewed.send([{ type: 'renew', token: room.signIn('ben', 10_000) }])
  await renewed.next('renewed')
  room.clock.advance(10_001)
  expect(await renewed.next('bye')).toMatchObject({ code: 4100 })
})

it('RT15 a stop tells every stream to go elsewhere, and lets nobody in any more', async () => {
  await using room = await startSocketDoor()
  const client = await room.stream('ada')
  await client.next('welcome')
  const closing = room.door.close(30_000)
  expect(await client.next('bye')).toMatchObject({
    code: 4000,
    reason: 'shutting_down',
    retryAfter: expect.any(Number),
  })
  await Promise.all([client.closed, closing])
  expect(await refusal(room.stream('ada'))).toMatchObject({ status: 503, problem: { code: 'shutting_down' } })
})

it('RT8 who does not answer pings is gone after two intervals, who does stays', async () => {
  await using room = await startSocketDoor()
  const [dead, alive] = [await room.stream('ada', {}, { answerPings: false }), await room.stream('ben')]
  await Promise.all([dead.next('welcome'), alive.next('welcome')])
  room.clock.advance(20_000)
  await Promise.all([dead.next('ping'), alive.next('ping')])
  await alive.send([{ type: 'pong' }])
  room.clock.advance(20_001)
  expect(await dead.next('bye')).toMatchObject({ code: 4002, reason: 'heartbeat_lost' })
  await alive.next('ping')
  expect(room.door.connections()).toBe(1)
})

it('RT7 a hidden page gets no text until it is shown', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const answer = room.live.start(thread)
  const client = await room.stream('ada', { subscribe: one(thread), hidden: true })
  await client.next('snapshot')
  room.live.append(answer, 'unseen')
  await client.send([{ type: 'ping' }])
  await client.next('pong')
  expect(client.answers.textOf(answer.message)).toBe('')
  await client.send([{ type: 'visibility', hidden: false }])
  await client.until(() => client.answers.textOf(answer.message) === 'unseen')
})

it('RT8 streams that come, follow and go leave nothing behind', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const clients = await Promise.all(Array.from({ length: 40 }, () => room.stream('ada', { subscribe: one(thread) })))
  await Promise.all(clients.map(client => client.next('subscribed')))
  expect([room.door.connections(), room.live.readers]).toEqual([40, 40])
  for (const client of clients) client.drop()
  await expect.poll(() => room.door.connections(), { interval: 2, timeout: 30_000 }).toBe(0)
  expect(room.live.readers).toBe(0)
  expect(await clients[0]?.send([{ type: 'visibility', hidden: true }])).toEqual({ open: false, frames: [] })
})

it('RT8 a stream whose heartbeats are refused for their number lives on, but not by those of somebody else', async () => {
  let isClosed = false
  const take = async () => [{ allowed: !isClosed, retryAfter: 5, remaining: 0 }]
  const settings = { limits: { connect: {}, subscribe: {}, frames: { user: { count: 9, windowMs: 60_000 } } } }
  await using room = await startSocketDoor({ limits: { take }, settings })
  const alive = await room.stream('ada')
  const dead = await room.stream('ada', {}, { answerPings: false })
  for (const client of [alive, dead]) await client.next('welcome')
  isClosed = true
  for (let beat = 1; beat <= 3; beat++) {
    room.clock.advance(20_001)
    await alive.until(() => alive.frames.filter(({ type }) => type === 'error').length === beat)
    // The stream of another user: it is as if it were not there.
    await dead.send([{ type: 'pong' }], room.signIn('eve'))
  }
  expect(await dead.next('bye')).toMatchObject({ reason: 'heartbeat_lost' })
  expect(room.door.connections()).toBe(1)
})
