import { bounds } from '@chat-view/protocol/codes'
import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import type { SocketMetrics } from './socket-metrics.ts'

it('RT11 commands run in the order in which they came, and each is answered under its id', async () => {
  await using room = await startSocketDoor()
  const begun: unknown[] = []
  room.onCommand(async (name, args, { commandId }) => {
    begun.push(args)
    // The first takes longest: later ones must not overtake it.
    for (let turns = 10 - begun.length; turns > 0; turns--) await new Promise(resolve => setImmediate(resolve))
    return { name, commandId }
  })
  const client = await room.enter('ada')
  const answers = await Promise.all([0, 1, 2, 3, 4].map(at => client.command('sendMessage', at, `command-${at}`)))
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(answers).toEqual(
    [0, 1, 2, 3, 4].map(at => ({
      type: 'result',
      id: `command-${at}`,
      result: { name: 'sendMessage', commandId: `command-${at}` },
    })),
  )
})

it('SE10 a refused command is answered with its problem, one that fails unforeseen says nothing of its cause', async () => {
  await using room = await startSocketDoor()
  room.onCommand(async name => {
    throw name === 'known' ? new CodedError('conflict', { current: { version: 2 } }) : new Error('secret cause')
  })
  const client = await room.enter('ada')
  expect(await client.command('known', {})).toMatchObject({
    type: 'error',
    problem: { code: 'conflict', status: 409, current: { version: 2 } },
  })
  const unknown = await client.command('unknown', {})
  expect(unknown).toMatchObject({ problem: { code: 'internal', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  expect(JSON.stringify(unknown)).not.toContain('secret')
})

it('SE5 of a thousand commands in a burst each is answered: done, or refused as too many', async () => {
  await using room = await startSocketDoor()
  let done = 0
  room.onCommand(async () => {
    await new Promise(resolve => setImmediate(resolve))
    return ++done
  })
  const [client, other] = [await room.enter('ada'), await room.enter('ben')]
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, at) => client.command('any', {}, `burst-${at}-xx`)),
  )
  const results = answers.filter(answer => answer.type === 'result')
  expect(results).toHaveLength(done)
  expect(done).toBeGreaterThanOrEqual(32)
  const codes = answers.flatMap(answer => (answer.type === 'error' ? answer.problem.code : []))
  expect(codes).toHaveLength(1_000 - done)
  expect(new Set(codes)).toEqual(new Set(['too_many']))
  expect(await other.command('any', {})).toMatchObject({ type: 'result' })
})

it('RT1 a command is done although its sender has left', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  const done = new Promise<string>(resolve => {
    room.onCommand(async (_name, _args, { principal, signal }) => {
      client.drop()
      await client.closed
      resolve(`${principal.userId} ${signal?.aborted ?? 'no signal'}`)
    })
  })
  client.send({ type: 'command', id: 'command-1', name: 'sendMessage', arguments: {} })
  expect(await done).toBe('ada no signal')
})

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
      return { allowed: taken <= 5, retryAfter: 7, remaining: 0 }
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
