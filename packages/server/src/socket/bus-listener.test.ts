import { expect, it } from 'vitest'
import { listenToBus } from './bus-listener.ts'
import type { DoorContext } from './door-context.ts'

const doorWith = (caughtUp: (() => Promise<void> | null) | undefined) => {
  const heard: number[] = []
  const room = { topic: { hear: (seq: number) => void heard.push(seq) } }
  const live = caughtUp ? { caughtUp } : {}
  const topics = { findRoom: (thread: string) => (thread === 'followed' ? room : undefined) }
  return { heard, door: { live, topics } as unknown as DoorContext }
}

const say = (door: DoorContext, thread: string, seq: number) =>
  listenToBus(door, new Set(), { kind: 'thread', thread, seq })

it('RT14.1 a change of a thread is passed on when its readers have the text before it', async () => {
  const text = Promise.withResolvers<void>()
  const { door, heard } = doorWith(() => text.promise)
  const passed = say(door, 'followed', 7)
  expect(heard).toEqual([])
  text.resolve()
  await passed
  expect(heard).toEqual([7])
})

it('RT14.1 where nothing is read of other nodes, a change is passed on at once', () => {
  for (const caughtUp of [undefined, () => null]) {
    const { door, heard } = doorWith(caughtUp)
    expect(say(door, 'followed', 7)).toBe(undefined)
    expect(heard).toEqual([7])
  }
})

it('RT14.1 nobody waits for the text of a thread that nobody follows', () => {
  let asked = 0
  const { door, heard } = doorWith(() => {
    asked++
    return null
  })
  say(door, 'elsewhere', 7)
  expect([asked, heard]).toEqual([0, []])
})
