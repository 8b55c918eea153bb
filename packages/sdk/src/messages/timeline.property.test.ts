import type { Message, ThreadEvent } from '@chat-view/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent, applyLiveFrame, applyReload } from './apply-frame.ts'
import { applyMessage } from './apply-message.ts'
import type { LiveFrame } from './live-text.ts'
import { endedGeneration, openGeneration, sampleMessage, textPart } from './message-samples.ts'
import { textOfParts } from './text-of-parts.ts'
import { emptyTimeline, liveOf, livePlaces, type Step, type TimelineModel } from './timeline-model.ts'

/** What is on its way to the client. */
type Packet = { readonly event: ThreadEvent } | { readonly live: LiveFrame }

/** One answer on a server that keeps its promises, and a client behind a way that keeps none. */
class Simulation {
  model: TimelineModel = emptyTimeline
  readonly #texts = new Map<string, string>()
  readonly #shown = new Map<string, string>()
  #row: Message
  #text = ''
  #seq = 1
  #generations = 1
  #way: Packet[] = []
  #subscribed = false
  readonly #events: ThreadEvent[] = []

  constructor() {
    this.#row = sampleMessage({ generation: openGeneration('g1') })
    this.#emit('answer.started')
  }

  get text(): string {
    return this.#text
  }

  /** The provider gives more text; subscribers are told. */
  grow(text: string): void {
    if (!this.#open) return
    const offset = this.#text.length
    this.#text += text
    this.#texts.set(this.#generation, this.#text)
    const at = { thread: 't1', message: 'm1', generation: this.#generation, part: 0 }
    if (offset === 0) this.#tell({ live: { type: 'part', ...at, data: textPart('') } })
    this.#tell({ live: { type: 'delta', ...at, offset, text } })
  }

  /** Another view of the same text, as of now: it can arrive when it is old. */
  snapshot(): void {
    if (this.#open) this.#tell({ live: this.#snapshot() })
  }

  end(state: 'done' | 'interrupted'): void {
    if (!this.#open) return
    const generation = endedGeneration(this.#generation, this.#text, state)
    this.#row = { ...this.#row, version: this.#row.version + 1, parts: [textPart(this.#text)], generation }
    this.#emit('answer.ended')
  }

  /** Regenerate begins from nothing, Continue with the text that is there. */
  again(continued: boolean): void {
    if (this.#open) return
    const generation = openGeneration(`g${++this.#generations}`)
    this.#text = continued ? this.#text : ''
    this.#texts.set(generation.id, this.#text)
    const parts = continued ? [textPart(this.#text)] : []
    this.#row = { ...this.#row, version: this.#row.version + 1, parts, generation }
    this.#emit('answer.started')
  }

  /** One packet arrives: `at` says which; events keep their order among each other. */
  arrive(at: number, twice: boolean): void {
    const packet = this.#way[at % Math.max(1, this.#way.length)]
    if (!packet) return
    const first = 'event' in packet ? this.#way.find(other => 'event' in other) : packet
    if (!first) return
    this.#way = this.#way.filter(other => other !== first)
    this.#receive(first)
    if (twice) this.#receive(first)
  }

  /** A live frame gets lost. */
  lose(at: number): void {
    const live = this.#way.filter(packet => 'live' in packet)
    const lost = live[at % Math.max(1, live.length)]
    this.#way = this.#way.filter(packet => packet !== lost)
  }

  /** The connection breaks and comes back: what was on its way is gone. */
  reconnect(): void {
    this.#way = []
    this.#subscribe()
  }

  settle(): void {
    for (let turn = 0; turn < 10 && (this.#way.length > 0 || turn < 2); turn++) {
      while (this.#way.length > 0) this.arrive(0, false)
      this.#subscribe()
    }
  }

  get #open(): boolean {
    return this.#row.generation?.end === null
  }

  get #generation(): string {
    return this.#row.generation?.id ?? ''
  }

  #emit(type: 'answer.started' | 'answer.ended'): void {
    const event = { type, seq: ++this.#seq, at: 0, actorId: null, message: this.#row, generation: this.#generation }
    this.#events.push(event)
    this.#tell({ event })
    if (type === 'answer.started') this.#tell({ live: this.#snapshot() })
  }

  #tell(packet: Packet): void {
    if (this.#subscribed) this.#way.push(packet)
  }

  #snapshot(): LiveFrame {
    const at = { thread: 't1', message: 'm1', generation: this.#generation }
    const parts = this.#text === '' ? [] : [textPart(this.#text)]
    return { type: 'snapshot', ...at, parts, status: 'streaming' }
  }

  /** The answer to a subscription comes at once, what follows it goes its way. */
  #subscribe(): void {
    this.#subscribed = true
    const { seq } = this.model
    if (seq === 0) {
      const page = { items: [this.#row], before: null, after: null }
      this.#apply(applyReload(this.model, page, this.#seq))
    } else for (const event of this.#events.filter(missed => missed.seq > seq)) this.#receive({ event })
    if (!this.#open) return
    const place = livePlaces(this.model).find(({ generation }) => generation === this.#generation)
    const at = { thread: 't1', message: 'm1', generation: this.#generation, part: 0 }
    if (!place) this.#tell({ live: this.#snapshot() })
    else this.#tell({ live: { type: 'delta', ...at, offset: place.offset, text: this.#text.slice(place.offset) } })
  }

  #receive(packet: Packet): void {
    this.#apply('event' in packet ? applyEvent(this.model, packet.event) : applyLiveFrame(this.model, packet.live))
  }

  #apply(step: Step): void {
    this.model = step.model
    this.#check()
    if (step.fetch.length > 0) this.#apply(applyMessage(this.model, this.#row, { fetched: true }))
    if (step.ask) this.#subscribe()
  }

  /** What is shown of a generation is a beginning of its text, and never becomes less. */
  #check(): void {
    const live = liveOf(this.model, 'm1')
    if (!live) return
    const shown = textOfParts(live.parts)
    expect(this.#texts.get(live.generation) ?? '').toSatisfy((text: string) => text.startsWith(shown))
    expect(shown.startsWith(this.#shown.get(live.generation) ?? '')).toBe(true)
    this.#shown.set(live.generation, shown)
  }
}

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  fc.constantFrom('👩‍👩‍👧‍👦', 'e\u0301', 'שלום', 'مرحبا', '🇩🇪', '\ud83d', '\udc4d', 'a'),
)

const act: fc.Arbitrary<(simulation: Simulation) => void> = fc.oneof(
  { weight: 6, arbitrary: piece.map(text => (it: Simulation) => it.grow(text)) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(8), fc.boolean()).map(
      ([at, twice]) =>
        (it: Simulation) =>
          it.arrive(at, twice),
    ),
  },
  { weight: 2, arbitrary: fc.nat(8).map(at => (it: Simulation) => it.lose(at)) },
  { weight: 2, arbitrary: fc.constant((it: Simulation) => it.reconnect()) },
  { weight: 2, arbitrary: fc.constant((it: Simulation) => it.snapshot()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('done' as const, 'interrupted' as const).map(state => (it: Simulation) => it.end(state)),
  },
  { weight: 2, arbitrary: fc.boolean().map(continued => (it: Simulation) => it.again(continued)) },
)

describe('timeline', () => {
  it('RT4 whatever is dropped, delayed, doubled or reordered, the text is the same, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 120, size: 'max' }), acts => {
        const simulation = new Simulation()
        simulation.reconnect()
        for (const run of acts) run(simulation)
        simulation.settle()
        const live = liveOf(simulation.model, 'm1')
        const parts = live?.parts ?? simulation.model.rows.get('m1')?.parts ?? []
        expect(textOfParts(parts)).toBe(simulation.text)
        simulation.end('done')
        simulation.settle()
        expect(liveOf(simulation.model, 'm1')).toBeUndefined()
        expect(textOfParts(simulation.model.rows.get('m1')?.parts ?? [])).toBe(simulation.text)
      }),
      { numRuns: 300 },
    )
  })
})
