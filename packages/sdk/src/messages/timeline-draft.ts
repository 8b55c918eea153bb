import type { Message } from '@chat-view/protocol'
import type { LiveText } from './live-text.ts'
import { isMissing } from './timeline-gaps.ts'
import { indexOf, isPast, placeIn, type Step, step, type TimelineModel } from './timeline-model.ts'

/** So many generations of one message are remembered as past. */
const pastLimit = 20

/**
 * A timeline that is being changed. Each of its tables is copied once, at its first change, so that a page of messages
 * costs no more than one; the model that it began with stays as it was.
 */
export class TimelineDraft {
  readonly #model: TimelineModel
  readonly #isPage: boolean
  readonly #rows = new Map<string, Message>()
  readonly #fetch = new Set<string>()
  #order: string[] | null = null
  #live: Map<string, LiveText> | null = null
  #past: Map<string, readonly string[]> | null = null

  /** `isPage`: what comes are all messages between the first and the last of them, also where none were known. */
  constructor(model: TimelineModel, isPage = false) {
    this.#model = model
    this.#isPage = isPage
  }

  row(id: string): Message | undefined {
    return this.#rows.get(id) ?? this.#model.rows.get(id)
  }

  /** What a message was set aside by; null: it was not. */
  asideBy(id: string): string | null {
    return this.row(id)?.supersededBy ?? this.#model.aside.get(id) ?? null
  }

  live(generation: string): LiveText | undefined {
    return (this.#live ?? this.#model.live).get(generation)
  }

  isPast(message: string, generation: string): boolean {
    return isPast({ rows: this.#table, past: this.#past ?? this.#model.past }, message, generation)
  }

  /** Stores a row, and puts it in or takes it out of what is shown. */
  setRow(row: Message): void {
    const at = this.#indexOf(row.id)
    this.#rows.set(row.id, row)
    if (row.supersededBy === null) this.show(row, at)
    else if (at >= 0) this.#ownOrder().splice(at, 1)
  }

  /** Puts a row where it belongs, unless it is there, or its surroundings are missing. */
  show({ id, seq }: Message, at = this.#indexOf(id)): void {
    if (at >= 0 || (!this.#isPage && isMissing(this.#model.gaps, seq))) return
    const order = this.#ownOrder()
    order.splice(placeIn(order, this.#table, seq), 0, id)
  }

  setLive(live: LiveText): void {
    this.#live ??= new Map(this.#model.live)
    this.#live.set(live.generation, live)
  }

  /** The generation is over for this client: its text goes, and what still comes of it is passed over. */
  close(message: string, generation: string): void {
    if (this.live(generation)) {
      this.#live ??= new Map(this.#model.live)
      this.#live.delete(generation)
    }
    // Of one that has ended the row itself says so.
    if (this.isPast(message, generation)) return
    this.#past ??= new Map(this.#model.past)
    this.#past.set(message, [...(this.#past.get(message) ?? []), generation].slice(-pastLimit))
  }

  fetch(id: string): void {
    this.#fetch.add(id)
  }

  /** What came of it. */
  finish(change: Partial<TimelineModel> = {}): Step {
    const { rows, order, live, past } = this.#model
    const model: TimelineModel = {
      ...this.#model,
      rows: rows.with(this.#rows),
      order: this.#order ?? order,
      live: this.#live ?? live,
      past: this.#past ?? past,
      ...change,
    }
    return step(model, [...this.#rows.keys()], { fetch: [...this.#fetch] })
  }

  readonly #table = { get: (id: string) => this.row(id) }

  #indexOf(id: string): number {
    return indexOf(this.#order ?? this.#model.order, this.#table, id)
  }

  #ownOrder(): string[] {
    this.#order ??= [...this.#model.order]
    return this.#order
  }
}
