import { randomUUID } from 'node:crypto'
import { eventsRequest, type MessagePart, type ServerFrame } from '@chat-view/protocol'
import { expect, it, vi } from 'vitest'
import { unpackCursor } from './event-cursor.ts'
import { RunningPlace } from './running-place.ts'
import { StreamPlaces } from './stream-places.ts'

const [thread, message, generation] = [randomUUID(), randomUUID(), randomUUID()]
const about = { thread, message, generation }
const problem = { type: 'x', title: 'x', status: 400, code: 'not_found', next: 'none', traceId: '' } as const

const setup = () => {
  const places = new StreamPlaces()
  places.ask({ id: 's1', thread, afterSeq: 7 })
  return { places, live: () => unpackCursor(places.cursor())[0]?.live }
}

const tool = (state: 'running' | 'done'): MessagePart =>
  ({ kind: 'tool', call: 'c', name: 'n', arguments: '', state, result: null }) as unknown as MessagePart
const frame = (given: object): ServerFrame => ({ ...about, ...given }) as ServerFrame

it('RT2 text moves the place on, a part behind it too', () => {
  const { places, live } = setup()
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  places.sent(frame({ type: 'delta', part: 0, offset: 2, text: 'cd' }))
  expect(live()).toEqual([{ message, generation, part: 0, offset: 4 }])
  places.sent(frame({ type: 'delta', part: 1, offset: 0, text: 'e' }))
  expect(live()).toEqual([{ message, generation, part: 1, offset: 1 }])
})

const citation: MessagePart = { kind: 'citation', number: 1, title: 'A tale', url: null, quote: null }

it('RT12.1 text that goes on behind a citation moves the place on, and the citation is a step of its own', () => {
  const { places, live } = setup()
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  expect(places.sent(frame({ type: 'part', part: 1, data: citation }))).toBe('live')
  expect(live()).toEqual([{ message, generation, part: 0, offset: 2 }])
  expect(places.sent(frame({ type: 'delta', part: 0, offset: 2, text: 'cd' }))).toBe('live')
  expect(live()).toEqual([{ message, generation, part: 0, offset: 4 }])
  // It is not told twice of it.
  expect(places.sent(frame({ type: 'part', part: 1, data: citation }))).toBe('nothing')
  expect(places.sent(frame({ type: 'part', generation: randomUUID(), part: 2, data: citation }))).toBe('nothing')
})

it('RT12.1 a snapshot whose last part was written once leaves its reader in the text before it', () => {
  const { places, live } = setup()
  const parts = [{ kind: 'reasoning', text: 'hm' }, { kind: 'text', text: 'abc' }, citation, tool('done')]
  places.sent(frame({ type: 'snapshot', parts, status: 'streaming' }))
  expect(live()).toEqual([{ message, generation, part: 1, offset: 3 }])
})

it('RT2 while a call runs all is wanted again from it on', () => {
  const { places, live } = setup()
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  places.sent(frame({ type: 'part', part: 1, data: tool('running') }))
  places.sent(frame({ type: 'delta', part: 2, offset: 0, text: 'e' }))
  expect(live()).toEqual([{ message, generation, part: 1, offset: 0 }])
  places.sent(frame({ type: 'part', part: 1, data: tool('done') }))
  expect(live()).toEqual([{ message, generation, part: 2, offset: 1 }])
})

it('RT2 an answer that has ended is no place any more, another generation is one of its own', () => {
  const { places, live } = setup()
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  const other = randomUUID()
  places.sent(frame({ type: 'delta', generation: other, part: 0, offset: 0, text: 'lost' }))
  expect(live()).toEqual([{ message, generation, part: 0, offset: 2 }])
  places.sent(frame({ type: 'snapshot', generation: other, parts: [], status: 'thinking' }))
  expect(live()).toEqual([{ message, generation: other, part: 0, offset: 0 }])
  places.sent(frame({ type: 'event', event: { type: 'answer.ended', seq: 8, message: { id: message } } }))
  expect(unpackCursor(places.cursor())).toEqual([{ key: thread, seq: 8, live: [] }])
})

it('RT3 a refused wish leaves the place as it was, an ended subscription none', () => {
  const { places } = setup()
  places.sent(frame({ type: 'subscribed', id: 's1', mode: 'resumed', seq: 9, events: [], state: null }))
  places.ask({ id: 's2', thread })
  places.ask({ id: 's3', feed: true })
  expect(unpackCursor(places.cursor())).toMatchObject([{ seq: null }, { key: 'feed', seq: null }])
  places.sent({ type: 'error', id: 's2', problem })
  places.sent({ type: 'error', id: 's3', problem })
  expect(unpackCursor(places.cursor())).toEqual([{ key: thread, seq: 9, live: [] }])
  places.sent({ type: 'gone', thread, problem })
  expect(unpackCursor(places.cursor())).toEqual([])
})

const subscribed = (id: string, seq: number): ServerFrame => ({
  type: 'subscribed',
  id,
  thread,
  mode: 'resumed',
  seq,
  events: [],
  state: null,
})

it('RT3 of wishes for one topic only the last waits, and its refusal leaves what was there before the first', () => {
  const { places } = setup()
  places.sent(subscribed('s1', 9))
  for (let at = 0; at < 1_000; at++) places.ask({ id: `again-${at}`, thread, afterSeq: 1 })
  for (let at = 0; at < 999; at++) expect(places.sent({ type: 'error', id: `again-${at}`, problem })).toBe('nothing')
  expect(unpackCursor(places.cursor())).toMatchObject([{ seq: 1 }])
  expect(places.sent({ type: 'error', id: 'again-999', problem })).toBe('place')
  expect(unpackCursor(places.cursor())).toMatchObject([{ seq: 9 }])
})

it('RT3 what comes while a wish waits is not lost when it is refused, and what was left does not come back', () => {
  const { places } = setup()
  places.ask({ id: 's2', thread })
  places.sent(subscribed('s1', 9))
  places.sent(frame({ type: 'event', event: { type: 'x', seq: 10 } }))
  places.sent({ type: 'error', id: 's2', problem })
  expect(unpackCursor(places.cursor())).toMatchObject([{ seq: 10 }])
  places.ask({ id: 's3', thread })
  places.leave({ thread })
  places.sent({ type: 'error', id: 's3', problem })
  expect(places.cursor()).toBe('1')
})

const far = Number.MAX_SAFE_INTEGER
const claimed = () => ({ message: randomUUID(), generation: randomUUID(), part: far, offset: far })

it('RT12.1 whatever a client says that it reads, its id is one that is taken again', () => {
  const places = new StreamPlaces()
  for (let at = 0; at < 3_000; at++) {
    places.ask({ id: `s${at}`, thread: randomUUID(), afterSeq: far, live: Array.from({ length: 64 }, claimed) })
  }
  const cursor = places.cursor()
  expect(eventsRequest.shape.cursor.safeParse(cursor).success).toBe(true)
  expect(unpackCursor(cursor).flatMap(({ live }) => live).length).toBeLessThanOrEqual(256)
})

it('RT12.1 running answers that are not there give way to those that are', () => {
  const { places } = setup()
  for (let at = 0; at < 100; at++)
    places.ask({ id: `s${at}`, thread: randomUUID(), live: [claimed(), claimed(), claimed()] })
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  const [known] = unpackCursor(places.cursor())
  expect(known).toEqual({ key: thread, seq: 7, live: [{ message, generation, part: 0, offset: 2 }] })
})

it('RT12.1 only topics that have changed are written anew', () => {
  const { places, live } = setup()
  for (let at = 0; at < 20; at++) places.ask({ id: `o${at}`, thread: randomUUID(), live: [claimed()] })
  places.sent(frame({ type: 'snapshot', parts: [{ kind: 'text', text: 'ab' }], status: 'streaming' }))
  places.cursor()
  const read = vi.spyOn(RunningPlace.prototype, 'place', 'get')
  places.cursor()
  expect(read).not.toHaveBeenCalled()
  places.sent(frame({ type: 'delta', part: 0, offset: 2, text: 'cd' }))
  places.cursor()
  expect(read).toHaveBeenCalledTimes(1)
  read.mockRestore()
  expect(live()).toEqual([{ message, generation, part: 0, offset: 4 }])
})
