import type { LivePlace } from '@chat-view/protocol'
import { beforeEach, expect, it } from 'vitest'
import type { LogItem } from '../ports/generation-log.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import type { FakeClock } from '../testing/fake-clock.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { MemoryGenerationStore } from '../testing/memory-generation-store.ts'
import { LiveThreads } from './live-threads.ts'

let clock: FakeClock
let live: LiveThreads
let store: MemoryGenerationStore

beforeEach(() => {
  clock = createFakeClock()
  live = new LiveThreads(clock, 1000)
  store = new MemoryGenerationStore()
})

const row = (id: string, base: GenerationRecord['base'] = []): GenerationRecord =>
  store.open({ id, owner: 'node', base })
const part = (index: number, kind: 'text' | 'reasoning' = 'text'): LogItem => ({
  kind: 'part',
  part: index,
  data: { kind, text: '' },
})
const grow = (index: number, offset: number, text: string): LogItem => ({ kind: 'text', part: index, offset, text })
const tool = (index: number, state: 'running' | 'done'): LogItem => ({
  kind: 'part',
  part: index,
  data: { kind: 'tool', call: '1', name: 'search', state, arguments: '{}', result: null },
})
const source = { kind: 'citation', number: 1, title: 'A tale', url: null, quote: null } as const
const citation: LogItem = { kind: 'part', part: 1, data: source }
const place = (generation: string, at: Partial<LivePlace>): LivePlace[] => [
  { message: `message-${generation}`, generation, part: 0, offset: 0, ...at },
]
const types = (reader: AssemblingReader): string[] => reader.frames.map(frame => frame.type)

it('RT6 readers at the same place share one frame, encoded once', () => {
  const readers = Array.from({ length: 5 }, () => new AssemblingReader())
  for (const reader of readers) live.follow('thread', reader, [])
  const text = live.begin(row('a'), 'thinking')
  live.show(text, [part(0), grow(0, 0, 'Hello')])
  live.show(text, [grow(0, 5, ' you')])
  const [first, ...others] = readers
  for (const other of others) expect(other.outgoing).toEqual(first?.outgoing)
  for (const other of others) for (const [i, frame] of other.outgoing.entries()) expect(frame).toBe(first?.outgoing[i])
  expect(types(first as AssemblingReader)).toEqual(['snapshot', 'part', 'delta', 'delta'])
})

it('RT6 a full reader is not visited until it is resumed, and gets what it missed as one piece', () => {
  const [slow, quick] = [new AssemblingReader(), new AssemblingReader()]
  const following = live.follow('thread', slow, [])
  live.follow('thread', quick, [])
  const text = live.begin(row('a'), 'thinking')
  live.show(text, [part(0), grow(0, 0, '0')])
  slow.room = 1
  for (let i = 1; i <= 50; i++) live.show(text, [grow(0, i, String(i % 10))])
  expect(quick.textOf('a')).toHaveLength(51)
  expect(slow.textOf('a')).toHaveLength(2)
  slow.room = Number.POSITIVE_INFINITY
  live.show(text, [grow(0, 51, '!')])
  expect(slow.textOf('a')).toHaveLength(2)
  const before = slow.frames.length
  following.resume()
  expect(slow.frames.length - before).toBe(1)
  expect(slow.textOf('a')).toBe(quick.textOf('a'))
  expect(slow.misfits).toEqual([])
})

it('RT7 a hidden reader gets coalesced text at a low rate, and catches up at once when shown', () => {
  const hidden = new AssemblingReader()
  const following = live.follow('thread', hidden, [])
  const text = live.begin(row('a'), 'thinking')
  live.show(text, [part(0), grow(0, 0, '.')])
  following.setHidden(true)
  for (let i = 1; i < 100; i++) {
    clock.advance(50)
    live.show(text, [grow(0, i, '.')])
    live.tick(clock.monotonic())
  }
  const deltas = hidden.frames.filter(frame => frame.type === 'delta').length
  expect(deltas).toBeGreaterThanOrEqual(4)
  expect(deltas).toBeLessThanOrEqual(6)
  expect(hidden.textOf('a').length).toBeLessThan(100)
  following.setHidden(false)
  expect(hidden.textOf('a')).toHaveLength(100)
  live.show(text, [grow(0, 100, '!')])
  expect(hidden.textOf('a')).toHaveLength(101)
})

it('RT7 what a hidden reader missed comes without more text, when its time has come', () => {
  const hidden = new AssemblingReader()
  const following = live.follow('thread', hidden, [])
  const text = live.begin(row('a'), 'thinking')
  following.setHidden(true)
  live.show(text, [part(0), grow(0, 0, 'last')])
  expect(hidden.textOf('a')).toBe('')
  clock.advance(1000)
  live.tick(clock.monotonic())
  expect(hidden.textOf('a')).toBe('last')
})

it('RT2 a reader that comes back goes on from its place in the same generation', () => {
  const reader = new AssemblingReader()
  const first = live.follow('thread', reader, [])
  const text = live.begin(row('a'), 'thinking')
  live.show(text, [part(0), grow(0, 0, 'Hello')])
  first.stop()
  live.show(text, [grow(0, 5, ' there'), part(1, 'reasoning'), grow(1, 0, 'hm')])
  live.follow('thread', reader, reader.placeOf('a'))
  expect(reader.textOf('a')).toBe('Hello therehm')
  expect(types(reader).filter(type => type === 'snapshot')).toHaveLength(1)
  expect(reader.misfits).toEqual([])
})

it('RT2 another generation is answered by a snapshot that replaces', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('b'), 'thinking')
  live.show(text, [part(0), grow(0, 0, 'new answer')])
  live.follow('thread', reader, place('old', { offset: 400 }))
  expect(types(reader)).toEqual(['snapshot'])
  expect(reader.textOf('b')).toBe('new answer')
})

it('RT2 a place under another message is not believed', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('a'), 'thinking')
  live.show(text, [part(0), grow(0, 0, 'text')])
  live.follow('thread', reader, place('a', { message: 'message-b', offset: 2 }))
  expect(types(reader)).toEqual(['snapshot'])
})

it('RT2 a place that is not reached yet waits, and no text is taken back', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [part(0), grow(0, 0, 'abc')])
  live.follow('thread', reader, place('a', { offset: 5 }))
  live.show(text, [grow(0, 3, 'de')])
  expect(types(reader).filter(type => type !== 'status')).toEqual([])
  live.show(text, [grow(0, 5, 'fgh')])
  expect(reader.frames.at(-1)).toMatchObject({ type: 'delta', part: 0, offset: 5, text: 'fgh' })
})

it('RT2 a place in a part that is not there yet waits for that part', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [part(0), grow(0, 0, 'abc')])
  live.follow('thread', reader, place('a', { part: 1, offset: 2 }))
  live.show(text, [part(1), grow(1, 0, 'xyz')])
  expect(reader.frames.filter(frame => frame.type !== 'status')).toEqual([
    expect.objectContaining({ type: 'delta', part: 1, offset: 2, text: 'z' }),
  ])
})

it('RT2 a place at a part that is not there yet, and does not grow, is answered by all of it then', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [part(0), grow(0, 0, 'ab')])
  live.follow('thread', reader, place('a', { part: 1 }))
  live.show(text, [grow(0, 2, 'cd')])
  expect(types(reader)).toEqual(['status'])
  live.show(text, [citation])
  live.show(text, [grow(0, 4, 'ef')])
  expect(types(reader)).toEqual(['status', 'snapshot', 'delta'])
  expect(reader.partsOf('a')).toEqual([{ kind: 'text', text: 'abcdef' }, source])
  expect(reader.misfits).toEqual([])
})

it('RT2 a place at a text that is not there yet gets that text alone', () => {
  const reader = new AssemblingReader()
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [part(0), grow(0, 0, 'ab')])
  live.follow('thread', reader, place('a', { part: 1 }))
  live.show(text, [part(1), grow(1, 0, 'xyz')])
  expect(types(reader)).toEqual(['status', 'part', 'delta'])
})

it('RT2 a follower has answers that begin later, and its place in them', () => {
  const reader = new AssemblingReader()
  live.follow('thread', reader, place('a', { offset: 2 }))
  const text = live.begin(row('a'), 'queued')
  live.show(text, [part(0), grow(0, 0, 'abcd')])
  expect(reader.frames.at(-1)).toMatchObject({ type: 'delta', offset: 2, text: 'cd' })
  live.begin(row('b'), 'queued')
  expect(reader.frames.at(-1)).toMatchObject({ type: 'snapshot', generation: 'b', status: 'queued' })
})

it('AI10 a part that changes as a whole reaches those who have it and those who come back', () => {
  const [stays, leaves] = [new AssemblingReader(), new AssemblingReader()]
  live.follow('thread', stays, [])
  const gone = live.follow('thread', leaves, [])
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [tool(0, 'running'), part(1), grow(1, 0, 'So ')])
  gone.stop()
  live.show(text, [tool(0, 'done'), grow(1, 3, 'it is.')])
  live.follow('thread', leaves, leaves.placeOf('a'))
  expect(stays.partsOf('a')).toMatchObject([{ state: 'done' }, { text: 'So it is.' }])
  expect(leaves.partsOf('a')).toEqual(stays.partsOf('a'))
  expect([...stays.misfits, ...leaves.misfits]).toEqual([])
})

it('RT2 text that goes on after a citation arrives at its end, in one window and in several', () => {
  const reader = new AssemblingReader()
  const slow = new AssemblingReader()
  live.follow('thread', reader, [])
  const following = live.follow('thread', slow, [])
  const text = live.begin(row('a'), 'streaming')
  live.show(text, [part(0), grow(0, 0, 'a'), citation, grow(0, 1, 'b')])
  slow.room = 0
  live.show(text, [grow(0, 2, 'c')])
  live.show(text, [grow(0, 3, 'd'), part(2, 'reasoning'), grow(2, 0, 'e')])
  slow.room = 99
  following.resume()
  for (const each of [reader, slow]) {
    expect(each.textOf('a')).toBe('abcde')
    expect(each.misfits).toEqual([])
  }
})

it('RT2 the running text is there for pages, and gone after the release', () => {
  const text = live.begin(row('a', [{ kind: 'text', text: 'Once ' }]), 'streaming')
  live.show(text, [grow(0, 5, 'upon')])
  const parts = live.partsOf('a')
  expect(parts).toEqual([{ kind: 'text', text: 'Once upon' }])
  live.show(text, [grow(0, 9, ' a')])
  expect(parts).toEqual([{ kind: 'text', text: 'Once upon' }])
  live.release(text)
  expect(live.partsOf('a')).toBe(null)
})

it('RT8 a reader that left is visited no more, and nothing of it stays', () => {
  const reader = new AssemblingReader()
  const following = live.follow('thread', reader, [])
  const text = live.begin(row('a'), 'streaming')
  expect(live.readers).toBe(1)
  following.stop()
  following.stop()
  following.setHidden(true)
  following.resume()
  const before = reader.frames.length
  live.show(text, [part(0), grow(0, 0, 'x')])
  live.tick(clock.monotonic() + 5_000)
  expect(reader.frames).toHaveLength(before)
  expect(live.readers).toBe(0)
  expect(text.cursors.size).toBe(0)
})
