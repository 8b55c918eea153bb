import type { Message } from '@chat-view/protocol'
import type { LiveText } from './live-text.ts'
import { type Step, step, type TimelineModel } from './timeline-model.ts'

/** So many generations of one message are remembered as past. */
const pastLimit = 20

/**
 * A timeline that is being changed. Each of its tables is copied once, at its first change, so that a page of messages
 * costs no more than one; the model that it began with stays as it was.
 */
export class TimelineDraft {
  readonly #model: TimelineModel
  readonly #touched = new Set<string>()
  readonly #fetch = new Set<string>()
  #rows: Map<string, Message> | null = null
  #order: string[] | null = null
  #live: Map<string, LiveText> | null = null
  #past: Map<string, readonly string[]> | null = null

  constructor(model: TimelineModel) {
    this.#model = model
  }

  row(id: string): Message | undefined {
    return (this.#rows ?? this.#model.rows).get(id)
  }

  live(generation: string): LiveText | undefined {
    return (this.#live ?? this.#model.live).get(generation)
  }

  isPast(message: string, generation: string): boolean {
    return (this.#past ?? this.#model.past).get(message)?.includes(generation) ?? false
  }

  /** Stores a row, and puts it in or takes it out of what is shown. */
  setRow(row: Message): void {
    const old = this.row(row.id)
    const [was, is] = [old?.supersededBy === null, row.supersededBy === null]
    if (is && !was) this.#insert(row)
    else if (was && !is) this.#remove(row.id)
    this.#rows ??= new Map(this.#model.rows)
    this.#rows.set(row.id, row)
    this.#touched.add(row.id)
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
      rows: this.#rows ?? rows,
      order: this.#order ?? order,
      live: this.#live ?? live,
      past: this.#past ?? past,
      ...change,
    }
    return step(model, [...this.#touched], { fetch: [...this.#fetch] })
  }

  #ownOrder(): string[] {
    this.#order ??= [...this.#model.order]
    return this.#order
  }

  /** In the order of the thread, by halving: pages can be long, and threads longer. */
  #insert({ id, seq }: Message): void {
    const order = this.#ownOrder()
    let [from, to] = [0, order.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.row(order[middle] ?? '')?.seq ?? 0) < seq) from = middle + 1
      else to = middle
    }
    order.splice(from, 0, id)
  }

  #remove(id: string): void {
    const order = this.#ownOrder()
    const at = order.indexOf(id)
    if (at >= 0) order.splice(at, 1)
  }
}
