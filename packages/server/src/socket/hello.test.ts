import { expect, it } from 'vitest'
import { UpgradeRefused } from '../testing/socket-client.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const refusal = async (connecting: Promise<unknown>): Promise<UpgradeRefused> => {
  try {
    await connecting
  } catch (error) {
    if (error instanceof UpgradeRefused) return error
    throw error
  }
  throw new Error('it was let in')
}

it('SE3 a token in the first frame lets a client in', async () => {
  await using room = await startSocketDoor()
  const client = await room.connect()
  const welcome = await client.hello(room.signIn('ada'))
  expect(welcome).toMatchObject({ protocol: 1, user: { id: 'ada', kind: 'visitor' }, heartbeat: 20_000 })
  expect(welcome.time).toBe(room.clock.now())
  expect(room.door.connections()).toBe(1)
})

it('SE3 a token in the subprotocol header lets a client in, and does not come back in the answer', async () => {
  await using room = await startSocketDoor()
  const token = room.signIn('ada')
  const client = await room.connect('/v1/ws', { protocols: ['chat-view.v1', `bearer.${token}`] })
  expect(client.subprotocol).toBe('chat-view.v1')
  await client.next('welcome')
  client.send({ type: 'hello', protocol: 1 })
  client.send({ type: 'ping' })
  await client.next('pong')
  expect(client.frames.map(frame => frame.type)).toEqual(['welcome', 'pong'])
})

it('SE3 a token in the URL is refused, whatever it is called', async () => {
  await using room = await startSocketDoor()
  for (const query of ['token=hunter2', 'access_token=hunter2', 'x=eyJhbGciOi.eyJzdWIi.c2ln', 'authorization=Bearer']) {
    const refused = await refusal(room.connect(`/v1/ws?${query}`))
    expect(refused.problem).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(JSON.stringify(refused.problem)).not.toContain('hunter2')
  }
  await room.connect('/v1/ws?client=2')
})

it('SE3 without a hello in time the socket is closed, and told why', async () => {
  await using room = await startSocketDoor()
  const client = await room.connect()
  room.clock.advance(5_001)
  expect(await client.next('bye')).toMatchObject({ code: 4004, reason: 'hello_timeout' })
  expect(await client.closed).toMatchObject({ code: 4004, reason: 'hello_timeout' })
})

it.each([
  ['an unknown token', 'nonsense', 4101, 'token_invalid'],
  ['an expired token', 'old', 4100, 'token_expired'],
])('RT9 %s closes with the code that says refresh', async (_what, token, code, reason) => {
  await using room = await startSocketDoor()
  const old = room.signIn('ada', 1_000)
  room.clock.advance(2_000)
  const client = await room.connect()
  client.send({ type: 'hello', token: token === 'old' ? old : token, protocol: 1 })
  expect((await client.next('error')).problem.code).toBe(reason)
  expect(await client.closed).toEqual({ code, reason })
})

it('RT9 another protocol version and a disabled project close with codes that say stop', async () => {
  await using room = await startSocketDoor()
  const newer = await room.connect()
  newer.send({ type: 'hello', token: room.signIn('ada'), protocol: 99 })
  expect(await newer.closed).toMatchObject({ code: 4200 })
  room.threads.project.enabled = false
  const disabled = await room.connect()
  disabled.send({ type: 'hello', token: room.signIn('ada'), protocol: 1 })
  expect(await disabled.closed).toMatchObject({ code: 4204 })
})

it('SE4 an origin that no project lists is refused at the upgrade, one that another project lists after hello', async () => {
  await using room = await startSocketDoor()
  const refused = await refusal(room.connect('/v1/ws', { origin: 'https://evil.test' }))
  expect(refused.problem).toMatchObject({ status: 403, code: 'origin_denied' })
  const other = await room.connect('/v1/ws', { origin: 'https://other.example' })
  other.send({ type: 'hello', token: room.signIn('ada'), protocol: 1 })
  expect(await other.closed).toMatchObject({ code: 4201 })
  const own = await room.connect('/v1/ws', { origin: 'https://host.example' })
  await own.hello(room.signIn('ada'))
})

it('SE10 paths that are no socket, and threads that are no id, are refused with a problem', async () => {
  await using room = await startSocketDoor()
  expect((await refusal(room.connect('/v1/else'))).problem).toMatchObject({ status: 404, code: 'not_found' })
  expect((await refusal(room.connect('/ws/chat/x'))).problem).toMatchObject({ status: 400, code: 'invalid_request' })
  const unknown = await refusal(room.connect('/v1/ws', { protocols: ['chat-view.v9'] }))
  expect(unknown.problem).toMatchObject({ code: 'protocol_unsupported' })
})

it('RT13 /ws/chat/{threadId} joins that thread right after the welcome', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  room.threads.say(thread, 'before')
  const client = await room.enter('ada', `/ws/chat/${thread}`)
  const joined = await client.next('subscribed')
  expect(joined).toMatchObject({ thread, mode: 'reload', seq: 1 })
  room.threads.say(thread, 'after')
  expect((await client.next('event')).event.seq).toBe(2)
})

it('SE1 a renewed token keeps the connection; without one it ends with the code that says refresh', async () => {
  await using room = await startSocketDoor()
  const client = await room.connect()
  await client.hello(room.signIn('ada', 10_000))
  room.clock.advance(9_000)
  client.send({ type: 'renew', token: room.signIn('ada', 10_000) })
  await client.next('renewed')
  room.clock.advance(5_000)
  client.send({ type: 'ping' })
  await client.next('pong')
  room.clock.advance(5_000)
  expect(await client.next('bye')).toMatchObject({ code: 4100, reason: 'token_expired' })
  expect(await client.closed).toMatchObject({ code: 4100 })
})

it('SE4 a renewal asks again whether the project lists the origin: a word that it no longer does may be lost', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada', '/v1/ws', { origin: 'https://host.example' })
  room.threads.project.origins = []
  client.send({ type: 'renew', token: room.signIn('ada') })
  expect(await client.closed).toMatchObject({ code: 4201 })
})

it('SE1 a connection does not become another user by a renewal', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada')
  client.send({ type: 'renew', token: room.signIn('eve') })
  expect((await client.next('error')).problem.code).toBe('forbidden')
  client.send({ type: 'ping' })
  await client.next('pong')
})

it('SE1 an ended session and a disabled project end their connections at once, and no others', async () => {
  await using room = await startSocketDoor()
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  room.bus.publish({ kind: 'session', session: 'session-ada' })
  expect(await ada.closed).toMatchObject({ code: 4203 })
  ben.send({ type: 'ping' })
  await ben.next('pong')
  room.threads.project.enabled = false
  room.bus.publish({ kind: 'project', project: room.threads.project.id })
  expect(await ben.closed).toMatchObject({ code: 4204 })
})

it('SE4 an origin taken from the list of the project ends the connections that came from it', async () => {
  await using room = await startSocketDoor()
  const client = await room.enter('ada', '/v1/ws', { origin: 'https://host.example' })
  const program = await room.enter('ada')
  room.threads.project.origins = []
  room.bus.publish({ kind: 'project', project: room.threads.project.id })
  expect(await client.closed).toMatchObject({ code: 4201 })
  program.send({ type: 'ping' })
  await program.next('pong')
})

it('RT9 while the store is away a hello closes with a code that says reconnect', async () => {
  await using room = await startSocketDoor()
  const before = await room.enter('ada')
  room.failStore()
  const client = await room.connect()
  client.send({ type: 'hello', token: room.signIn('ben'), protocol: 1 })
  expect((await client.next('error')).problem.code).toBe('store_unavailable')
  expect(await client.closed).toMatchObject({ code: 4003 })
  before.send({ type: 'renew', token: room.signIn('ada') })
  expect((await before.next('error')).problem.code).toBe('store_unavailable')
  expect(await before.command('any', {})).toMatchObject({ type: 'result' })
})
