import { expect, it } from 'vitest'
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

it('CV10 who is removed from a thread gets nothing more of it, the others go on', async () => {
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

it('CV10 who is removed while joining is not let in', async () => {
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

it('CV10 a lost word that access was withdrawn is made good when the token is renewed', async () => {
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
