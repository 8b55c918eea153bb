import { expect, it } from 'vitest'
import { type EventClient, StreamRefused } from '../testing/event-client.ts'
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

/** Leaves, and comes back with the same request and the last id: as clients of server-sent events do. */
const comeBack = async (
  room: Awaited<ReturnType<typeof startSocketDoor>>,
  before: EventClient,
  wish = {},
): Promise<EventClient> => {
  before.drop()
  await before.closed
  return room.stream('ada', wish, { after: before, lastEventId: before.lastId })
}

it('RT12.1 a stream brings the frames of a socket: welcome, a fresh page, changes and text', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  room.threads.say(thread, 'one')
  const client = await room.stream('ada', { subscribe: one(thread) })
  expect(await client.next('welcome')).toMatchObject({ protocol: 1, user: { id: 'ada' }, heartbeat: 20_000 })
  expect(await client.next('subscribed')).toMatchObject({ id: 's1', thread, mode: 'reload', seq: 1 })
  room.threads.say(thread, 'two')
  expect((await client.next('event')).event.seq).toBe(2)
  const answer = room.live.start(thread)
  room.live.append(answer, 'half ')
  room.live.append(answer, 'whole')
  await client.until(() => client.answers.textOf(answer.message) === 'half whole')
  expect(room.door.connections()).toBe(1)
  expect([...client.order.violations, ...client.answers.violations]).toEqual([])
})

it('RT12.1 its headers ask proxies to hold nothing back, and something comes at once', async () => {
  await using room = await startSocketDoor()
  const client = await room.stream('ada')
  await client.next('welcome')
  expect(client.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(client.headers['content-encoding']).toBeUndefined()
  expect(client.comments).toBeGreaterThan(2_000)
})

it('RT12.1 with the last id and the same request nothing durable is lost or repeated, and text goes on where it was', async () => {
  await using room = await startSocketDoor()
  const [thread, other] = [room.threads.create('ada'), room.threads.create('ada')]
  const answer = room.live.start(thread)
  room.live.append(answer, 'At the ')
  const wish = { subscribe: [...one(thread), { id: 's2', thread: other }, { id: 's3', feed: true as const }] }
  let client = await room.stream('ada', wish)
  await client.next('subscribed', ({ feed }) => feed === true)
  room.threads.say(thread, 'one')
  await client.next('event')
  client = await comeBack(room, client, wish)
  for (const to of [thread, other]) room.threads.say(to, 'missed')
  room.threads.changeFeed('ada', other)
  room.live.append(answer, 'beginning ')
  await client.until(() => client.order.seqOf(thread) === 2 && client.order.seqOf(other) === 1)
  await client.until(() => client.order.seqOf('feed') === 1)
  client = await comeBack(room, client, wish)
  room.live.append(answer, 'and the end')
  await client.until(() => client.answers.textOf(answer.message) === 'At the beginning and the end')
  expect(client.order.eventsOf(thread)).toEqual([1, 2])
  expect(client.frames.filter(({ type }) => type === 'snapshot')).toEqual([])
  expect([...client.order.violations, ...client.answers.violations]).toEqual([])
})

it('RT12.1 a cursor in the body goes on as well, and what the body names comes before it', async () => {
  await using room = await startSocketDoor()
  const [kept, left] = [room.threads.create('ada'), room.threads.create('ada')]
  const before = await room.stream('ada', { subscribe: [...one(kept), { id: 's2', thread: left }] })
  await before.next('subscribed', ({ thread }) => thread === left)
  room.threads.say(kept, 'x')
  await before.next('event')
  const cursor = before.lastId
  const client = await room.stream('ada', {
    cursor,
    unsubscribe: [{ thread: left }],
    subscribe: one(kept, { afterSeq: 0 }),
  })
  expect(await client.next('subscribed')).toMatchObject({ id: 's1', mode: 'resumed', seq: 1, events: [{ seq: 1 }] })
  room.threads.say(left, 'unwanted')
  room.threads.say(kept, 'wanted')
  expect(await client.next('event')).toMatchObject({ thread: kept })
  expect(client.order.eventsOf(left)).toEqual([])
})

it('RT12.1 an id that is none of ours is refused, and so is another version of the protocol', async () => {
  await using room = await startSocketDoor()
  for (const cursor of ['', '2', '1,x', '1,f.-', '1,f.a.b']) {
    expect((await refusal(room.stream('ada', { cursor }))).problem.code).toBe('invalid_cursor')
  }
  const newer = await refusal(room.stream('ada', { protocol: 99 }))
  expect(newer).toMatchObject({ status: 400, problem: { code: 'protocol_unsupported' } })
  const nothing = await refusal(room.stream('ada', { subscribe: [{ id: 's1' }] }))
  expect(nothing.problem.code).toBe('invalid_request')
  expect(room.door.connections()).toBe(0)
})

it('RT12.2 subscriptions come and go while the stream is open, by requests to its id', async () => {
  await using room = await startSocketDoor()
  const [first, second] = [room.threads.create('ada'), room.threads.create('ada')]
  const client = await room.stream('ada', { subscribe: one(first) })
  await client.next('subscribed')
  expect(await client.send([{ type: 'subscribe', id: 's2', thread: second }])).toEqual({ open: true, frames: [] })
  await client.next('subscribed', ({ id }) => id === 's2')
  await client.send([{ type: 'unsubscribe', thread: first }, { type: 'ping' }])
  await client.next('pong')
  room.threads.say(first, 'unwanted')
  room.threads.say(second, 'wanted')
  expect(await client.next('event')).toMatchObject({ thread: second })
  const after = await comeBack(room, client)
  expect(await after.next('subscribed')).toMatchObject({ thread: second, mode: 'resumed' })
  expect(after.order.eventsOf(first)).toEqual([])
})

it('RT12.2 commands and typing are done on whichever node they come to, all else says that the stream is not there', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.stream('ada', { subscribe: one(thread) }), await room.stream('ben')]
  await ada.next('subscribed')
  ada.drop()
  await ada.closed
  const commands = [1, 2].map(at => ({ type: 'command', id: `command-${at}`, name: 'any', arguments: { at } }))
  expect(await ada.send(commands)).toEqual({
    open: true,
    frames: [1, 2].map(at => ({ type: 'result', id: `command-${at}`, result: { name: 'any', args: { at } } })),
  })
  await ada.send([{ type: 'typing', thread, on: true }])
  expect(room.heard).toContainEqual({ kind: 'typing', thread, user: 'ada', name: null, on: true })
  expect(await ada.send([{ type: 'visibility', hidden: true }])).toEqual({ open: false, frames: [] })
  // Another's stream is none of one's own.
  expect(await ben.send([{ type: 'visibility', hidden: true }], room.signIn('eve'))).toEqual({
    open: false,
    frames: [],
  })
})

it('SE10 what is no frame is refused by itself, with its id where it has one', async () => {
  await using room = await startSocketDoor()
  const client = await room.stream('ada')
  const good = { type: 'command', id: 'command-1', name: 'any', arguments: {} }
  const { frames } = await client.send([{ type: 'else', id: 'x' }, good, { type: 'command', id: 'command-2' }])
  expect(frames).toMatchObject([
    { type: 'error', id: 'x', problem: { code: 'invalid_frame' } },
    { type: 'result', id: 'command-1' },
    { type: 'error', id: 'command-2', problem: { code: 'invalid_frame' } },
  ])
})

it('RT12.1 who follows much gets the long id with changes, and with text once in a while', async () => {
  await using room = await startSocketDoor()
  const threads = Array.from({ length: 25 }, () => room.threads.create('ada'))
  const [thread = ''] = threads
  const client = await room.stream('ada', { subscribe: threads.map((id, at) => ({ id: `s${at}`, thread: id })) })
  await client.until(() => client.frames.filter(({ type }) => type === 'subscribed').length === threads.length)
  expect(client.lastId.length).toBeGreaterThan(512)
  const answer = room.live.start(thread)
  room.clock.advance(2_000)
  room.live.append(answer, 'one ')
  await client.until(() => client.answers.textOf(answer.message) === 'one ')
  const withText = client.lastId
  room.live.append(answer, 'two ')
  await client.until(() => client.answers.textOf(answer.message) === 'one two ')
  expect(client.lastId).toBe(withText)
  room.threads.say(thread, 'x')
  await client.next('event')
  expect(client.lastId).not.toBe(withText)
  const after = await comeBack(room, client)
  room.live.append(answer, 'three')
  await after.until(() => after.answers.textOf(answer.message) === 'one two three')
  expect([...after.order.violations, ...after.answers.violations]).toEqual([])
})
