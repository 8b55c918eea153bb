import type { Message } from '@chat-view/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyGapPage, applyPage, applyReload } from './apply-frame.ts'
import { applyMessage } from './apply-message.ts'
import { sampleMessage } from './message-samples.ts'
import { beginning, type MessagePage } from './timeline-gaps.ts'
import { emptyTimeline, type TimelineModel } from './timeline-model.ts'

const limit = 5

/** A thread on a server that keeps its promises, and a client that reads pages of it in any order. */
class Reader {
  model: TimelineModel = emptyTimeline
  readonly #thread: Message[]

  constructor(places: readonly number[]) {
    this.#thread = places.map(seq => sampleMessage({ id: `m${seq}`, seq }))
    const newest = this.#page(Math.max(0, this.#thread.length - limit), this.#thread.length)
    this.model = applyReload(this.model, newest, 1).model
  }

  jump(at: number): void {
    const target = at % this.#thread.length
    const from = Math.max(0, target - 2)
    this.model = applyPage(this.model, this.#page(from, Math.min(this.#thread.length, from + limit))).model
  }

  fill(at: number, side: 'older' | 'newer'): void {
    const gap = this.model.gaps[at % Math.max(1, this.model.gaps.length)]
    if (!gap || (side === 'newer' && gap.from === beginning)) return
    const edge = this.#thread.findIndex(({ seq }) => seq >= gap.to)
    const end = this.#thread.findIndex(({ seq }) => seq > gap.from)
    const page =
      side === 'older'
        ? this.#page(Math.max(0, edge - limit), edge)
        : this.#page(end, Math.min(this.#thread.length, end + limit))
    this.model = applyGapPage(this.model, page, gap, side).model
  }

  /** Somebody changes a message, which may be one that is not here. */
  change(at: number): void {
    const place = at % this.#thread.length
    const row = this.#thread[place] as Message
    const next = { ...row, version: row.version + 1 }
    this.#thread[place] = next
    this.model = applyMessage(this.model, next).model
  }

  write(): void {
    const seq = (this.#thread.at(-1)?.seq ?? 0) + 1
    const row = sampleMessage({ id: `m${seq}`, seq })
    this.#thread.push(row)
    this.model = applyMessage(this.model, row).model
  }

  /** What is here, and what the gaps say is missing, are together the whole thread, and nothing stands twice. */
  check(): void {
    const { order, gaps } = this.model
    const missing = this.#thread.filter(({ seq }) => gaps.some(({ from, to }) => from < seq && seq < to))
    const here = new Set(order)
    expect(here.size).toBe(order.length)
    expect(missing.filter(({ id }) => here.has(id))).toEqual([])
    expect(order).toEqual(this.#thread.filter(row => !missing.includes(row)).map(({ id }) => id))
    for (const id of order)
      expect(this.model.rows.get(id)?.version).toBe(this.#thread.find(row => row.id === id)?.version)
  }

  #page(from: number, to: number): MessagePage {
    const items = this.#thread.slice(from, to)
    return { items, before: from > 0 ? `<${from}` : null, after: to < this.#thread.length ? `>${to}` : null }
  }
}

const act: fc.Arbitrary<(reader: Reader) => void> = fc.oneof(
  fc.nat(60).map(at => (reader: Reader) => reader.jump(at)),
  fc.tuple(fc.nat(4), fc.constantFrom('older' as const, 'newer' as const)).map(
    ([at, side]) =>
      (reader: Reader) =>
        reader.fill(at, side),
  ),
  fc.nat(60).map(at => (reader: Reader) => reader.change(at)),
  fc.constant((reader: Reader) => reader.write()),
)

const places = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 })

it('UX4 wherever one jumps and reads on, nothing is shown twice or out of order, and what is missing is known', () => {
  fc.assert(
    fc.property(places, fc.array(act, { maxLength: 40 }), (unordered, acts) => {
      const reader = new Reader(unordered.sort((one, other) => one - other))
      reader.check()
      for (const run of acts) {
        run(reader)
        reader.check()
      }
      // Whoever reads on has all of it in the end.
      for (let turn = 0; turn < 100 && reader.model.gaps.length > 0; turn++) reader.fill(turn, 'older')
      expect(reader.model.gaps).toEqual([])
      reader.check()
    }),
    { numRuns: 300 },
  )
})
