import { randomUUID } from 'node:crypto'
import type { MessagePart, ServerFrame } from '@chat-view/protocol'
import { afterEach, expect, it, vi } from 'vitest'
import type { EventSink } from '../ports/event-streams.ts'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { EventOutlet, resumed } from './event-outlet.ts'
import { StreamPlaces } from './stream-places.ts'
import { TimerWheel } from './timer-wheel.ts'

const [thread, message, generation] = [randomUUID(), randomUUID(), randomUUID()]
const about = { thread, message, generation }
const wheels: TimerWheel[] = []

afterEach(() => {
  for (const wheel of wheels.splice(0)) wheel.stop()
})

/** A link that takes everything until it is full, and then a piece at each drain. */
class Link implements EventSink {
  writableLength = 0
  isFull = false
  state: 'open' | 'ended' | 'destroyed' = 'open'
  text = ''
  #drain: (() => void) | undefined

  write(piece: Uint8Array): boolean {
    this.text += Buffer.from(piece).toString()
    return !this.isFull
  }

  once(event: 'drain' | 'close', listener: () => void): void {
    if (event === 'drain') this.#drain = listener
  }

  end(): void {
    this.state = 'ended'
  }

  destroy(): void {
    this.state = 'destroyed'
  }

  /** False when nobody waits for it. */
  drain(): boolean {
    const listener = this.#drain
    this.#drain = undefined
    listener?.()
    return listener !== undefined
  }
}

const setup = (places = new StreamPlaces()) => {
  const clock = createFakeClock()
  const wheel = new TimerWheel(clock, 10)
  wheels.push(wheel)
  const link = new Link()
  const owner = { filled: vi.fn(), progressed: vi.fn(), drained: vi.fn() }
  const now = () => clock.monotonic()
  const given = { sink: link, owner, places, wheel, now, closeTimeoutMs: 2_000, poll: true, isFirst: false }
  const outlet = new EventOutlet(given)
  return {
    link,
    owner,
    send: (frame: object) => outlet.send(new OutgoingFrame(frame as ServerFrame)),
    pass(ms: number): void {
      clock.advance(ms)
      wheel.turn()
    },
  }
}

const tool = (state: string): MessagePart =>
  ({ kind: 'tool', call: 'c', name: 'n', arguments: '', state, result: null }) as unknown as MessagePart

/** A poll that goes on from such a place in an answer. */
const resume = (part: number, offset: number) => {
  const places = new StreamPlaces()
  const id = `${resumed}${thread}`
  places.ask({ id, thread, afterSeq: 3, live: [{ message, generation, part, offset }] })
  const rig = setup(places)
  rig.send({ type: 'subscribed', id, thread, mode: 'resumed', seq: 3, events: [], state: null })
  rig.send({ type: 'presence', thread, users: [] })
  return rig
}

it('RT12.4 a poll whose time has come ends once all that waits has left, its id last', () => {
  const places = new StreamPlaces()
  places.ask({ id: 's1', thread })
  const { link, owner, send, pass } = setup(places)
  link.isFull = true
  const text = 'x'.repeat(500_000)
  send({ type: 'subscribed', id: 's1', thread, mode: 'resumed', seq: 9, events: [{ text }], state: null })
  pass(1_000)
  expect(link.state).toBe('open')
  while (link.drain());
  expect(link.state).toBe('ended')
  const block = link.text.split('\n\n').find(piece => piece.includes('data: ')) ?? ''
  expect(block).toMatch(/^id: /)
  expect(JSON.parse(block.replace(/^id: .*\ndata: /, ''))).toMatchObject({ events: [{ text }] })
  // What would still come is for the next.
  expect(owner.drained).not.toHaveBeenCalled()
  pass(3_000)
  expect(link.state).toBe('destroyed')
})

it('RT12.4 the status that everybody is told who goes on is no news, one that follows is', () => {
  const { link, send, pass } = resume(0, 20)
  send({ type: 'status', ...about, status: 'thinking' })
  pass(10_000)
  expect(link.state).toBe('open')
  send({ type: 'status', ...about, status: 'streaming' })
  pass(1_000)
  expect(link.state).toBe('ended')
})

it('RT12.4 an answer that waits for an approval is no news again and again, that it goes on is', () => {
  const parts = [{ kind: 'text', text: 'x'.repeat(20) }]
  const { link, send, pass } = resume(1, 0)
  send({ type: 'snapshot', ...about, parts: [...parts, tool('waiting')], status: 'waiting' })
  pass(10_000)
  expect(link.state).toBe('open')
  send({ type: 'part', ...about, part: 1, data: tool('done') })
  pass(1_000)
  expect(link.state).toBe('ended')

  const later = resume(1, 0)
  later.send({ type: 'snapshot', ...about, parts: [...parts, tool('done')], status: 'thinking' })
  later.pass(1_000)
  expect(later.link.state).toBe('ended')
})

it('RT12.4 a part that comes again is no news, text is', () => {
  const { link, send, pass } = resume(2, 5)
  send({ type: 'status', ...about, status: 'streaming' })
  send({ type: 'part', ...about, part: 1, data: tool('done') })
  pass(10_000)
  expect(link.state).toBe('open')
  send({ type: 'delta', ...about, part: 2, offset: 5, text: 'more' })
  pass(1_000)
  expect(link.state).toBe('ended')
})

it('RT12.4 what comes again behind the text is no news, what is new there is', async () => {
  const citation = (number: number) => ({ kind: 'citation', number, title: 'A tale', url: null, quote: null })
  const { link, send, pass } = resume(0, 5)
  send({ type: 'status', ...about, status: 'streaming' })
  send({ type: 'part', ...about, part: 1, data: citation(1) })
  send({ type: 'part', ...about, part: 2, data: tool('done') })
  await Promise.resolve()
  pass(10_000)
  expect(link.state).toBe('open')
  send({ type: 'part', ...about, part: 3, data: citation(2) })
  pass(1_000)
  expect(link.state).toBe('ended')

  const later = resume(0, 5)
  later.send({ type: 'status', ...about, status: 'streaming' })
  later.send({ type: 'part', ...about, part: 1, data: citation(1) })
  later.send({ type: 'delta', ...about, part: 0, offset: 5, text: 'more' })
  later.pass(1_000)
  expect(later.link.state).toBe('ended')
})

it('RT12.1 a long id is not even made for frames that go without it', () => {
  const places = new StreamPlaces()
  for (let at = 0; at < 100; at++) places.ask({ id: `s${at}`, thread: randomUUID(), afterSeq: at })
  const { send, link } = setup(places)
  send({ type: 'welcome' })
  const made = vi.spyOn(places, 'cursor')
  for (let at = 0; at < 32; at++) send({ type: 'pong' })
  expect(made).not.toHaveBeenCalled()
  expect(link.text.match(/^id: /gm)).toHaveLength(1)
})
