import { expect, it, vi } from 'vitest'
import type { SocketClient } from '../testing/socket-client.ts'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const present = (client: SocketClient): string[] =>
  (client.frames.findLast(frame => frame.type === 'presence')?.users ?? []).map(user => user.id).sort()

it('CV7 participants see who is there, each person once', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, tab, ben] = [await room.enter('ada'), await room.enter('ada'), await room.enter('ben')]
  for (const client of [ada, tab, ben]) await client.subscribe({ thread })
  room.clock.advance(501)
  await ada.until(() => present(ada).join() === 'ada,ben')
  tab.drop()
  ben.drop()
  await vi.waitFor(() => expect(room.door.connections()).toBe(1), { interval: 2, timeout: 4_000 })
  room.clock.advance(501)
  await ada.until(() => present(ada).join() === 'ada')
})

it('CV7 a second tab is told at once who is there', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const [ada, tab] = [await room.enter('ada'), await room.enter('ada')]
  await ada.subscribe({ thread })
  await tab.subscribe({ thread })
  expect((await tab.next('presence')).users).toEqual([{ id: 'ada', name: null }])
})

it('CV7 the others see somebody type, and that it ended, also without a word', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, tab, ben] = [await room.enter('ada'), await room.enter('ada'), await room.enter('ben')]
  for (const client of [ada, tab, ben]) await client.subscribe({ thread })
  ada.send({ type: 'typing', thread, on: true })
  expect(await ben.next('typing')).toMatchObject({ thread, user: { id: 'ada' }, on: true })
  ada.send({ type: 'typing', thread, on: false })
  expect(await ben.next('typing')).toMatchObject({ on: false })
  ada.send({ type: 'typing', thread, on: true })
  await ben.next('typing')
  room.clock.advance(6_001)
  expect(await ben.next('typing')).toMatchObject({ user: { id: 'ada' }, on: false })
  for (const own of [ada, tab]) expect(own.frames.some(frame => frame.type === 'typing')).toBe(false)
})

it('CV7 who comes later sees who types already', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  await ada.subscribe({ thread })
  ada.send({ type: 'typing', thread, on: true })
  await ada.command('any', {})
  await ben.subscribe({ thread })
  expect(await ben.next('typing')).toMatchObject({ user: { id: 'ada' }, on: true })
})

it('CV7 typing is told to the bus once a second, however often a client says it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const ada = await room.enter('ada')
  for (let at = 0; at < 20; at++) ada.send({ type: 'typing', thread, on: true })
  await ada.command('any', {})
  room.clock.advance(1_000)
  ada.send({ type: 'typing', thread, on: true })
  await ada.command('any', {})
  expect(room.heard.filter(message => message.kind === 'typing')).toHaveLength(2)
})

it('CV9 who may only look on does not type, and is told so', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  room.threads.setRole(thread, 'ben', 'viewer')
  const ben = await room.enter('ben')
  ben.send({ type: 'typing', thread, on: true })
  expect((await ben.next('error')).problem.code).toBe('forbidden')
  expect(room.heard.some(message => message.kind === 'typing')).toBe(false)
})
