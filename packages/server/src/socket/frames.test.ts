import { bounds } from '@chat-view/protocol/codes'
import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import type { SocketMetrics } from './socket-metrics.ts'

it('SE10 broken JSON, binary, unknown types and false fields get an error with a code, and the connection goes on', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  const bad: [string | Buffer, string][] = [
    ['{"type":', 'invalid_json'],
    [Buffer.from([1, 2, 3]), 'invalid_frame'],
    ['{"type":"dance"}', 'invalid_frame'],
    ['null', 'invalid_frame'],
    ['[]', 'invalid_frame'],
    ['{"type":"subscribe","id":"s","thread":{"$gt":""}}', 'invalid_frame'],
    ['{"type":"subscribe","id":"s"}', 'invalid_frame'],
    ['{"type":"hello","token":"x","protocol":1}', 'invalid_frame'],
    [JSON.stringify({ type: 'typing', thread: 'x'.repeat(bounds.clientFrame), on: true }), 'too_large'],
  ]
  for (const [data, code] of bad) {
    client.sendRaw(data)
    expect((await client.next('error')).problem.code).toBe(code)
  }
  client.send({ type: 'ping' })
  await client.next('pong')
})

it('SE8 a frame that is too large is refused under its id, so that its sender need not wait', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  const answer = await client.command('sendMessage', { text: 'x'.repeat(1024 * 1024) })
  expect(answer).toMatchObject({ type: 'error', problem: { code: 'too_large', status: 413 } })
})

it('SE8 a frame that is too large is not parsed: it is refused as that, whatever it holds', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  client.sendRaw(`{"type":"command","id":"command-1","name":"x","arguments":${'['.repeat(1024 * 1024)}`)
  expect(await client.next('error')).toMatchObject({ id: 'command-1', problem: { code: 'too_large' } })
  client.sendRaw(JSON.stringify({ type: 'typing', thread: `"id":"not-one"${'x'.repeat(1024 * 1024)}`, on: true }))
  const refused = await client.next('error')
  expect(refused.problem.code).toBe('too_large')
  expect(refused.id).toBeUndefined()
})

it('SE8 a frame beyond all measure ends its connection and no other', async () => {
  await using room = await startSocketDoor()
  const [client, other] = [await room.enter('ada'), await room.enter('ben')]
  client.sendRaw('x'.repeat(4 * bounds.clientFrame + 1))
  expect(await client.closed).toMatchObject({ code: 1009 })
  other.send({ type: 'ping' })
  await other.next('pong')
  expect(room.door.connections()).toBe(1)
})

it('SE10 who sends nothing but malformed frames is closed with a code that says stop', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  for (let at = 0; at < 20; at++) client.sendRaw('nonsense')
  expect(await client.closed).toMatchObject({ code: 4205, reason: 'invalid_frame' })
  expect(client.frames.filter(frame => frame.type === 'error')).toHaveLength(20)
})

it('SE3 before hello nothing but hello is heard', async () => {
  await using room = await startSocketDoor()
  const client = await room.connect()
  client.send({ type: 'command', id: 'too-early', name: 'sendMessage', arguments: {} })
  expect(await client.next('error')).toMatchObject({ id: 'too-early', problem: { code: 'unauthenticated' } })
  await client.hello(room.signIn('ada'))
})

it('SE3 frames sent right after hello wait for the welcome', async () => {
  await using room = await startSocketDoor()
  const client = await room.connect()
  client.send({ type: 'hello', token: room.signIn('ada'), protocol: 1 })
  for (let at = 0; at < 200; at++) client.send({ type: 'command', id: `command-${at}`, name: 'n', arguments: {} })
  await client.until(() => client.frames.length === 201)
  expect(client.frames[0]?.type).toBe('welcome')
})

it('OP1 connections and frames of both directions are counted', async () => {
  const counted: Record<string, number> = {}
  const count = (what: string, n = 1): void => {
    counted[what] = (counted[what] ?? 0) + n
  }
  const metrics: SocketMetrics = {
    opened: () => count('opened'),
    closed: why => count(`closed ${why}`),
    frameIn: type => count(`in ${type}`),
    framesOut: (type, n) => count(`out ${type}`, n),
    limited: what => count(`limited ${what}`),
  }
  {
    await using room = await startSocketDoor({ metrics })
    const client = await room.enter('ada')
    await client.command('any', {})
    await client.command('any', {})
    client.drop()
    const other = await room.enter('ben')
    await other.command('any', {})
    await room.door.close(1_000)
  }
  expect(counted).toMatchObject({
    opened: 2,
    'closed lost': 1,
    'closed shutting_down': 1,
    'in hello': 2,
    'in command': 3,
    'out welcome': 2,
    'out result': 3,
  })
})
