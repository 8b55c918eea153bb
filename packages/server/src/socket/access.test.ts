import { expect, it, vi } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

it('CV9 a stranger’s thread does not exist, and a deleted one is named so', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const [eve, ada] = [await room.enter('eve'), await room.enter('ada')]
  await expect(eve.subscribe({ thread })).rejects.toThrow('not_found')
  await expect(eve.subscribe({ thread: '01920000-0000-7000-8000-000000000001' })).rejects.toThrow('not_found')
  room.threads.delete(thread)
  await expect(ada.subscribe({ thread })).rejects.toThrow('deleted')
})

it('CV10.1 who is removed from a thread gets nothing more of it, the others go on', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  await ada.subscribe({ thread })
  await ben.subscribe({ thread })
  room.threads.setRole(thread, 'ben', null)
  expect(await ben.next('gone')).toMatchObject({ thread, problem: { code: 'not_found' } })
  room.threads.say(thread, 'among us')
  await ada.next('event')
  expect(ben.order.eventsOf(thread)).toEqual([])
})

it('CV10.1 who is removed while joining is not let in', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.enter('ben')
  const release = room.threads.hold()
  ben.send({ type: 'subscribe', id: 's', thread })
  ben.send({ type: 'ping' })
  await ben.next('pong')
  room.threads.setRole(thread, 'ben', null)
  release()
  await Promise.race([ben.next('gone'), ben.next('error')])
  expect(ben.frames.some(frame => frame.type === 'subscribed')).toBe(false)
})

it('CV10.1 a lost word that access was withdrawn is made good when the token is renewed', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.enter('ben')
  await ben.subscribe({ thread })
  const publish = room.bus.publish
  room.bus.publish = () => {}
  room.threads.setRole(thread, 'ben', null)
  room.bus.publish = publish
  ben.send({ type: 'renew', token: room.signIn('ben') })
  await ben.next('renewed')
  expect(await ben.next('gone')).toMatchObject({ thread })
})

it('RT14 what was withdrawn while no word was heard ends when words are heard again', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben', 'eve')
  const [ada, ben, eve] = [await room.enter('ada'), await room.enter('ben'), await room.enter('eve')]
  for (const client of [ada, ben, eve]) await client.subscribe({ thread })
  const { publish } = room.bus
  room.bus.publish = () => {}
  room.threads.setRole(thread, 'ben', null)
  room.threads.endedSessions.add('session-eve')
  room.bus.publish = publish
  room.world.renew()
  expect(await ben.next('gone')).toMatchObject({ thread })
  await vi.waitFor(() => expect(room.door.connections()).toBe(2))
  await ada.command('any', {})
  room.threads.project.enabled = false
  room.world.renew()
  await vi.waitFor(() => expect(room.door.connections()).toBe(0))
})

it('CV10.1 who is removed gets nothing that came after it, however slow the store is', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben, tab] = [await room.enter('ada'), await room.enter('ben'), await room.enter('ben')]
  for (const client of [ada, ben, tab]) await client.subscribe({ thread })
  const { access } = room.threads.reads
  const { promise, resolve } = Promise.withResolvers<void>()
  room.threads.reads.access = async (...of) => {
    await promise
    return access(...of)
  }
  room.threads.setRole(thread, 'ben', null)
  room.threads.say(thread, 'among us')
  await ada.next('event')
  resolve()
  for (const client of [ben, tab]) {
    expect(await client.next('gone')).toMatchObject({ thread })
    expect(client.order.eventsOf(thread)).toEqual([])
  }
})

it('CV10.1 when a token is renewed nothing comes of any thread before that one was looked at', async () => {
  await using room = await startSocketDoor()
  const threads = [room.threads.create('ada', 'ben'), room.threads.create('ada', 'ben')]
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  for (const thread of threads) {
    await ada.subscribe({ thread })
    await ben.subscribe({ thread })
  }
  const { publish } = room.bus
  room.bus.publish = () => {}
  for (const thread of threads) room.threads.setRole(thread, 'ben', null)
  room.bus.publish = publish
  const { access } = room.threads.reads
  const { promise, resolve } = Promise.withResolvers<void>()
  room.threads.reads.access = async (...of) => {
    await promise
    return access(...of)
  }
  ben.send({ type: 'renew', token: room.signIn('ben') })
  await ben.next('renewed')
  for (const thread of threads) {
    room.threads.say(thread, 'among us')
    await ada.next('event')
  }
  resolve()
  for (const thread of threads) await ben.next('gone', frame => frame.thread === thread)
  for (const thread of threads) expect(ben.order.eventsOf(thread)).toEqual([])
})

it('CV10.1 who is made something else keeps the subscription, and misses nothing meanwhile', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.enter('ben')
  await ben.subscribe({ thread })
  room.threads.setRole(thread, 'ben', 'viewer')
  room.threads.say(thread, 'one')
  room.threads.say(thread, 'two')
  await ben.next('event')
  await ben.next('event')
  expect(ben.order.eventsOf(thread)).toEqual([1, 2])
})

it('CV10.1 while nobody can say who may read it, nothing is sent; afterwards all of it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  await ada.subscribe({ thread })
  await ben.subscribe({ thread })
  room.threads.failing = true
  room.threads.setRole(thread, 'ben', 'viewer')
  room.threads.say(thread, 'one')
  await ada.next('event')
  ben.send({ type: 'ping' })
  await ben.next('pong')
  expect(ben.order.eventsOf(thread)).toEqual([])
  room.threads.failing = false
  room.clock.advance(5_001)
  await ben.next('event')
  expect(ben.order.eventsOf(thread)).toEqual([1])
})

it('CV10.3 a role for the whole project lasts as long as the token that gives it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.connect()
  await client.hello(room.signIn('zoe', 600_000, 'viewer'))
  await client.subscribe({ thread })
  client.send({ type: 'renew', token: room.signIn('zoe') })
  await client.next('renewed')
  expect(await client.next('gone')).toMatchObject({ thread, problem: { code: 'not_found' } })
})

it('CV1 a deleted thread tells its last change, then that it is gone', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  await client.subscribe({ thread })
  room.threads.delete(thread)
  expect((await client.next('event')).event).toMatchObject({ type: 'thread.deleted', seq: 1 })
  expect(await client.next('gone')).toMatchObject({ thread, problem: { code: 'deleted' } })
  expect(client.frames.at(-1)?.type).toBe('gone')
  expect(room.live.readers).toBe(0)
})

it('CV1 a thread that was purged without a word is gone with the next sweep', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  await client.subscribe({ thread })
  room.threads.purge(thread)
  room.clock.advance(5_001)
  expect(await client.next('gone')).toMatchObject({ thread, problem: { code: 'not_found' } })
})
