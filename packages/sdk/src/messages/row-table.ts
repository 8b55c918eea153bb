import type { Message } from '@chat-view/protocol'

/** So many changed rows stand beside the others before they are put together. */
const besideLimit = 256

const none: ReadonlyMap<string, Message> = new Map()

/**
 * Rows by id. Immutable, and cheap to change however many there are: what is new stands in a small table of its own,
 * which joins the large one when it has grown (UX4).
 */
export class RowTable {
  static readonly empty = new RowTable(none, none)
  readonly #most: ReadonlyMap<string, Message>
  readonly #beside: ReadonlyMap<string, Message>

  private constructor(most: ReadonlyMap<string, Message>, beside: ReadonlyMap<string, Message>) {
    this.#most = most
    this.#beside = beside
  }

  get(id: string): Message | undefined {
    return this.#beside.get(id) ?? this.#most.get(id)
  }

  has(id: string): boolean {
    return this.get(id) !== undefined
  }

  /** With these rows in it, or in place of those with their ids. */
  with(changed: ReadonlyMap<string, Message>): RowTable {
    if (changed.size === 0) return this
    const beside = new Map([...this.#beside, ...changed])
    return beside.size <= besideLimit ? new RowTable(this.#most, beside) : this.#joined(beside)
  }

  /** Only these of them. */
  only(ids: Iterable<string>): RowTable {
    const kept = new Map<string, Message>()
    for (const id of ids) {
      const row = this.get(id)
      if (row) kept.set(id, row)
    }
    return new RowTable(kept, none)
  }

  #joined(beside: ReadonlyMap<string, Message>): RowTable {
    const most = new Map(this.#most)
    for (const [id, row] of beside) most.set(id, row)
    return new RowTable(most, none)
  }
}
