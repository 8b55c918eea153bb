import type { MessageRecord } from '../../ports/message-store.ts'
import type { Store } from '../../ports/store.ts'

/** What may go wrong on the way to a reader, drawn anew at each look. */
export interface Mishaps {
  /** How many events one look takes. */
  take(): number
  /** Does what was read get lost before it is applied? It is read again. */
  drops(): boolean
  /** How many places the reader falls back, as one whose last place was not kept. */
  fallsBack(): number
}

/** One thread as a client knows it that hears only of events, and reads what they name (RT3). */
export class FollowingReader {
  readonly #store: Store
  readonly #threadId: string
  readonly #mishaps: Mishaps
  readonly #known = new Map<string, MessageRecord>()
  #after = 0

  constructor(store: Store, threadId: string, mishaps: Mishaps) {
    this.#store = store
    this.#threadId = threadId
    this.#mishaps = mishaps
  }

  /** Takes some of what is new; false when there is nothing. */
  async look(): Promise<boolean> {
    const events = await this.#store.eventsAfter(this.#threadId, this.#after, this.#mishaps.take())
    const last = events.at(-1)
    if (last === undefined) return false
    const ids = new Set(events.flatMap(({ messageId, messageIds }) => [messageId ?? [], messageIds].flat()))
    const messages = await this.#store.getMessages([...ids])
    if (this.#mishaps.drops()) return true
    for (const message of messages) this.#hold(message)
    this.#after = last.seq
    return true
  }

  /** Loses its place, though not what it holds. */
  fallBack(): void {
    this.#after = Math.max(0, this.#after - this.#mishaps.fallsBack())
  }

  /** Takes all that is new. */
  async catchUp(): Promise<void> {
    while (await this.look());
  }

  /** What a page of it would show. */
  timeline(): MessageRecord[] {
    return [...this.#known.values()].filter(({ supersededBy }) => supersededBy === null).sort((a, b) => a.seq - b.seq)
  }

  /** A version never goes back: an answer that was long on its way changes nothing. */
  #hold(message: MessageRecord): void {
    if ((this.#known.get(message.id)?.version ?? 0) <= message.version) this.#known.set(message.id, message)
  }
}
