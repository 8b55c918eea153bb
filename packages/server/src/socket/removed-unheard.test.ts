import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

type Door = Awaited<ReturnType<typeof startSocketDoor>>

/** Says things of which the bus says nothing. */
const sayUnheard = (room: Door, thread: string, ...texts: string[]): void => {
  for (const text of texts) room.threads.say(thread, text, { word: false })
}

const texts = (client: { readonly frames: readonly unknown[] }): string[] =>
  [...JSON.stringify(client.frames).matchAll(/"text":"(\w+)"/g)].map(([, text = '']) => text)

const countAccess = (room: Door): (() => number) => {
  const { access } = room.threads.reads
  let count = 0
  room.threads.reads.access = (...of) => {
    count++
    return access(...of)
  }
  return () => count
}

/** Ben is removed, and something is said, as the next read of the order begins. */
const removeAtNextRead = (room: Parameters<typeof sayUnheard>[0], thread: string): void => {
  const { eventsAfter } = room.threads.store
  Object.assign(room.threads.store, {
    eventsAfter: async (...of: Parameters<typeof eventsAfter>) => {
      Object.assign(room.threads.store, { eventsAfter })
      room.threads.changePeople(thread, 'ben', null)
      sayUnheard(room, thread, 'secret')
      return eventsAfter(...of)
    },
  })
}

it('CV10.1 where no word comes of it, who is removed gets nothing after the change of people, the others all of it', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben, tab] = [await room.enter('ada'), await room.enter('ben'), await room.enter('ben')]
  for (const client of [ada, ben, tab]) await client.subscribe({ thread })
  const events = await room.stream('ben', { subscribe: [{ id: 's', thread }] })
  await events.next('subscribed')
  sayUnheard(room, thread, 'before')
  room.threads.changePeople(thread, 'ben', null)
  sayUnheard(room, thread, 'secret')
  const looks = countAccess(room)
  room.clock.advance(5_001)
  for (const client of [ben, tab, events]) {
    expect(await client.next('gone')).toMatchObject({ thread, problem: { code: 'not_found' } })
  }
  await ada.until(() => ada.order.seqOf(thread) === 3)
  expect(looks()).toBe(2)
  sayUnheard(room, thread, 'another')
  room.clock.advance(5_001)
  await ada.until(() => ada.order.seqOf(thread) === 4)
  expect(texts(ada)).toEqual(['before', 'secret', 'another'])
  for (const client of [ben, tab, events]) expect(texts(client)).toEqual(['before'])
})

it('CV10.1 a change of people that comes while access cannot be looked at stops all of it, and loses nothing', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  for (const client of [ada, ben]) await client.subscribe({ thread })
  room.threads.failing = true
  room.threads.changePeople(thread, 'ben', null)
  sayUnheard(room, thread, 'secret')
  room.clock.advance(5_001)
  await ada.until(() => ada.order.seqOf(thread) === 1)
  room.threads.say(thread, 'heard')
  ada.send({ type: 'ping' })
  await ada.next('pong')
  expect(texts(ada)).toEqual([])
  room.threads.failing = false
  room.clock.advance(5_001)
  expect(await ben.next('gone')).toMatchObject({ thread })
  await ada.until(() => ada.order.seqOf(thread) === 3)
  expect(texts(ada)).toEqual(['secret', 'heard'])
  expect(texts(ben)).toEqual([])
})

it('CV10.1 who reads on behind the others is stopped by a change of people as well', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const [ada, ben] = [await room.enter('ada'), await room.enter('ben')]
  for (const client of [ada, ben]) await client.subscribe({ thread })
  const { access } = room.threads.reads
  const asked: (() => void)[] = []
  room.threads.reads.access = async (...of) => {
    const answer = access(...of)
    if (of[0].userId === 'ben' && asked.length === 0) await new Promise<void>(resolve => asked.push(resolve))
    return answer
  }
  room.threads.setRole(thread, 'ben', 'viewer')
  room.threads.say(thread, 'before')
  await ada.until(() => ada.order.seqOf(thread) === 1)
  removeAtNextRead(room, thread)
  await expect.poll(() => asked.length, { interval: 2 }).toBe(1)
  asked[0]?.()
  expect(await ben.next('gone')).toMatchObject({ thread })
  expect(texts(ben)).toEqual(['before'])
  room.clock.advance(5_001)
  await ada.until(() => ada.order.seqOf(thread) === 3)
})

it('CV10.1 who is removed between the look at their access and the read of what they missed is not let in', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada', 'ben')
  const ben = await room.enter('ben')
  removeAtNextRead(room, thread)
  await expect(ben.subscribe({ thread, afterSeq: 0 })).rejects.toThrow('not_found')
  expect(texts(ben)).toEqual([])
})
