import { expect, it } from 'vitest'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('RT12.2 behind a balancer without a memory each request may come to another node, and nothing is lost', async () => {
  await using one = await startSocketDoor()
  await using other = await startSocketDoor({ world: one.world })
  const thread = one.threads.create('ada')
  const answer = one.live.start(thread)
  one.live.append(answer, 'here ')
  let client = await one.stream('ada', { subscribe: [{ id: 's1', thread }] })
  await client.next('snapshot')
  const { connection } = await client.next('welcome')

  const response = await fetch(`http://127.0.0.1:${other.port}/v1/events/${connection}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.signIn('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      frames: [
        { type: 'visibility', hidden: true },
        { type: 'command', id: 'command-1', name: 'x', arguments: 1 },
      ],
    }),
  })
  const result = { type: 'result', id: 'command-1', result: { name: 'x', args: 1 } }
  expect(await response.json()).toEqual({ open: false, frames: [result] })

  for (const node of [other, one, other]) {
    const cursor = client.lastId
    client.drop()
    await client.closed
    one.threads.say(thread, 'meanwhile')
    one.live.append(answer, 'and there ')
    client = await node.stream('ada', { cursor }, { after: client })
    await client.next('subscribed')
    one.threads.say(thread, 'and now')
    await client.next('event')
  }
  await client.until(() => client.answers.textOf(answer.message) === 'here and there and there and there ')
  expect(client.order.eventsOf(thread)).toEqual([1, 2, 3, 4, 5, 6])
  expect([...client.order.violations, ...client.answers.violations]).toEqual([])
})

it('RT12.2 heartbeats that come to another node keep a stream open, and only those of its own user', async () => {
  await using one = await startSocketDoor()
  await using other = await startSocketDoor({ world: one.world })
  const client = await one.stream('ada', {}, { answerPings: false })
  const { connection } = await client.next('welcome')
  const beat = async (user: string, ...frames: object[]): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${other.port}/v1/events/${connection}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${one.signIn(user)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ frames }),
    })
    return await response.json()
  }
  for (let n = 0; n < 4; n++) {
    one.clock.advance(20_001)
    await client.next('ping')
    expect(await beat('ada', { type: 'pong' })).toEqual({ open: true, frames: [] })
  }
  expect(await beat('ada', { type: 'ping' })).toEqual({ open: true, frames: [] })
  await client.next('pong')
  expect(await beat('ada', { type: 'pong' }, { type: 'unsubscribe', feed: true })).toMatchObject({ open: false })
  one.clock.advance(20_001)
  await client.next('ping')
  await beat('eve', { type: 'pong' }, { type: 'ping' })
  one.clock.advance(20_001)
  expect(await client.next('bye')).toMatchObject({ reason: 'heartbeat_lost' })
})

it('SE5 heartbeats for streams of other nodes are counted as frames', async () => {
  const limits = { connect: {}, subscribe: {}, frames: { user: { count: 3, windowMs: 60_000 } } }
  await using one = await startSocketDoor({ settings: { limits } })
  const heard: string[] = []
  one.bus.subscribe(({ kind }) => heard.push(kind))
  const response = await fetch(`http://127.0.0.1:${one.port}/v1/events/${crypto.randomUUID()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.signIn('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ frames: Array.from({ length: 5 }, () => ({ type: 'pong' })) }),
  })
  expect(await response.json()).toMatchObject({ frames: [{ problem: { code: 'rate_limited' } }, { type: 'error' }] })
  expect(heard).toEqual(['beat', 'beat', 'beat'])
})

it('RT12.2 where there is one node alone, a heartbeat for a stream that it does not have says so', async () => {
  await using one = await startSocketDoor()
  await using alone = await startSocketDoor({ world: { ...one.world, bus: createMemoryBus() } })
  const response = await fetch(`http://127.0.0.1:${alone.port}/v1/events/${crypto.randomUUID()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${one.signIn('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ frames: [{ type: 'pong' }] }),
  })
  expect(await response.json()).toEqual({ open: false, frames: [] })
})
