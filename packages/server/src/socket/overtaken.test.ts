import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'
import { Lane } from './lane.ts'

it('RT13 of many subscriptions to one thread each is answered once: the last with its place, the others with why not', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  const ids = Array.from({ length: 30 }, (_, n) => `n${n}`)
  const release = room.threads.hold()
  for (const id of ids) client.send({ type: 'subscribe', id, thread })
  // They need not wait for the store to be told.
  await client.until(() => client.frames.filter(({ type }) => type === 'error').length === 29)
  release()
  expect(await client.next('subscribed')).toMatchObject({ id: 'n29', thread })
  room.threads.say(thread, 'one')
  await client.until(() => client.order.seqOf(thread) === 1)
  const answers = client.frames.flatMap(frame =>
    frame.type === 'error' || frame.type === 'subscribed'
      ? [{ id: frame.id, why: frame.type === 'error' ? frame.problem.code : null }]
      : [],
  )
  expect(answers).toEqual(ids.map(id => ({ id, why: id === 'n29' ? null : 'too_many' })))
})

it('RT13 a subscription that its client ends before it has a place is answered with that', async () => {
  await using room = await startSocketDoor()
  const thread = room.threads.create('ada')
  const client = await room.enter('ada')
  const release = room.threads.hold()
  const joining = client.subscribe({ thread })
  client.send({ type: 'unsubscribe', thread })
  await expect(joining).rejects.toThrow('state_conflict')
  release()
  expect(client.frames.some(({ type }) => type === 'subscribed')).toBe(false)
})

it('RT13 what is taken out of a lane is not done, and does not wait there', async () => {
  const lane = new Lane()
  const { promise, resolve } = Promise.withResolvers<void>()
  const done: number[] = []
  lane.push(() => promise)
  const leave = [1, 2, 3].map(n => lane.push(async () => void done.push(n)))
  leave[1]?.()
  leave[1]?.()
  expect(lane.length).toBe(3)
  resolve()
  await expect.poll(() => done, { interval: 1 }).toEqual([1, 3])
})
