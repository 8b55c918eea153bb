import { bounds } from '@chat-view/protocol/codes'
import { expect, it, vi } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('SE5 frames beyond the limit are refused with the time to wait, and who goes on is closed', async () => {
  const frames = { user: { count: 10, windowMs: 60_000 } }
  await using room = await startSocketDoor({ settings: { limits: { connect: {}, frames, subscribe: {} } } })
  const client = await room.enter('ada')
  for (let at = 0; at < 10; at++) expect(await client.command('any', {})).toMatchObject({ type: 'result' })
  const refused = await client.command('any', {})
  expect(refused).toMatchObject({ type: 'error', problem: { code: 'rate_limited', retryAfter: 60 } })
  for (let at = 0; at < 300; at++) client.send({ type: 'ping' })
  expect(await client.closed).toMatchObject({ code: 4005 })
})

it('SE5 a limiter that answers late changes neither order nor outcome', async () => {
  const frames = { user: { count: 5, windowMs: 60_000 } }
  let taken = 0
  const limits = {
    take: async () => {
      await new Promise(resolve => setImmediate(resolve))
      taken++
      return [{ allowed: taken <= 5, retryAfter: 7, remaining: 0 }]
    },
  }
  await using room = await startSocketDoor({ limits, settings: { limits: { connect: {}, frames, subscribe: {} } } })
  const client = await room.enter('ada')
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(at => client.command('any', at, `command-${at}`)))
  expect(answers.map(answer => answer.type)).toEqual(['result', 'result', 'result', 'result', 'result', 'error'])
})

it('SE5 connections beyond the limit of an address, and beyond what a node holds, are refused', async () => {
  const connect = { address: { count: 2, windowMs: 60_000 } }
  await using room = await startSocketDoor({ settings: { limits: { connect, frames: {}, subscribe: {} } } })
  await room.connect()
  await room.connect()
  await expect(room.connect()).rejects.toMatchObject({
    status: 429,
    headers: { 'retry-after': '60' },
    problem: { code: 'rate_limited' },
  })
  await using full = await startSocketDoor({ settings: { maxConnections: 1 } })
  await full.connect()
  await expect(full.connect()).rejects.toMatchObject({ status: 503, problem: { code: 'overloaded' } })
})

it('SE5 one address cannot take all connections, and gives its own back', async () => {
  await using room = await startSocketDoor({ settings: { maxConnectionsPerAddress: 2 } })
  const first = await room.connect()
  await room.connect()
  await expect(room.connect()).rejects.toMatchObject({ status: 503, problem: { code: 'overloaded' } })
  await first[Symbol.asyncDispose]()
  await vi.waitFor(() => room.connect(), { timeout: 10_000 })
})

it('SE5 connections of one user beyond their limit are closed with the time to wait', async () => {
  const connect = { user: { count: 1, windowMs: 60_000 }, project: { count: 2, windowMs: 60_000 } }
  await using room = await startSocketDoor({ settings: { limits: { connect, frames: {}, subscribe: {} } } })
  await room.enter('ada')
  for (const user of ['ada', 'ben', 'eve']) {
    const client = await room.connect()
    client.send({ type: 'hello', token: room.signIn(user), protocol: 1 })
    if (user === 'ben') await client.next('welcome')
    else expect(await client.next('bye')).toMatchObject({ code: 4005, retryAfter: 60 })
  }
})

it('SE5 subscriptions beyond the bound and beyond their limit are refused', async () => {
  const subscribe = { user: { count: bounds.subscriptions + 2, windowMs: 60_000 } }
  await using room = await startSocketDoor({ settings: { limits: { connect: {}, frames: {}, subscribe } } })
  const client = await room.enter('ada')
  const threads = Array.from({ length: bounds.subscriptions }, () => room.threads.create('ada'))
  await Promise.all(threads.map(thread => client.subscribe({ thread })))
  await expect(client.subscribe({ thread: room.threads.create('ada') })).rejects.toThrow('too_many')
  await client.subscribe({ thread: threads[0] })
  await expect(client.subscribe({ thread: threads[0] })).rejects.toThrow('rate_limited')
})
