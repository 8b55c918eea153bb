import type { AppendOutcome, LogAppend, LogEntry, LogItem, LogPosition } from '../ports/generation-log.ts'

/** Whose entries a track writes. */
export interface JournalSource {
  readonly due: boolean
  /** All that is to be written, once. */
  take(): LogItem[]
  /** The log is open for this term, and holds no text of it yet. */
  opened(): void
  /** The log holds these. */
  written(items: readonly LogItem[]): void
  /** The log's top is another's, or the log is gone. */
  refused(top: LogPosition | null): void
}

/** One generation's way into the log: one append in flight, and a retry is the very same entry (RT2). */
export class JournalTrack {
  readonly generation: string
  readonly source: JournalSource
  /** Shall not wait for the window. */
  urgent = false
  /** When a failed append may be tried again; monotonic. */
  retryAt = 0
  #term = 0
  #top: LogPosition | null = null
  /** On its way, or waiting to be tried again. */
  #entry: LogEntry | null = null
  #busy = false
  /** Text is held back until the owner has looked at its row; once it has let go, nothing is written any more. */
  #gate: 'shut' | 'opening' | 'open' | 'closed' = 'shut'
  #held = false
  #failures = 0
  #failingSince: number | null = null

  constructor(generation: string, source: JournalSource) {
    this.generation = generation
    this.source = source
  }

  /** Since when the log takes nothing; null while it does. Monotonic. */
  get failingSince(): number | null {
    return this.#failingSince
  }

  get failures(): number {
    return this.#failures
  }

  get busy(): boolean {
    return this.#busy
  }

  get due(): boolean {
    return !this.#held && (this.#entry !== null || (this.#gate === 'open' && this.source.due))
  }

  /** Nothing is written until it is let go: the row is to be looked at first. What is on its way is. */
  hold(): void {
    this.#held = true
  }

  letGo(): void {
    this.#held = false
  }

  /** What the log took last of this term's text; null while it is not known to hold any. */
  get acknowledged(): LogPosition | null {
    return this.#gate === 'open' ? this.#top : null
  }

  /** The log was found without what it took. What waits to be written is refused, and says so itself. */
  lacks(top: LogPosition | null): void {
    if (this.#gate !== 'open' || this.#entry !== null) return
    this.#gate = 'shut'
    this.source.refused(top)
  }

  /** Opens the log for a term; what was on its way for an earlier one is let go. */
  open(term: number): void {
    if (this.#gate === 'closed') return
    this.#term = term
    this.#top = null
    this.#gate = 'opening'
    this.#entry = { position: { term, seq: 0 }, items: [{ kind: 'open' }] }
    this.urgent = true
  }

  /** The row was looked at: text may be written. */
  release(): void {
    if (this.#gate === 'opening') this.#gate = 'open'
  }

  /** The owner lets go: what becomes of an append that is on its way is nothing to it. */
  close(): void {
    this.#gate = 'closed'
    this.#entry = null
  }

  /** The next append, or the same again. */
  claim(): LogAppend | null {
    if (!this.#entry) {
      const items = this.source.take()
      if (items.length === 0) return null
      this.#entry = { position: { term: this.#term, seq: (this.#top?.seq ?? 0) + 1 }, items }
    }
    this.#busy = true
    this.urgent = false
    return { generation: this.generation, after: this.#top, entry: this.#entry }
  }

  /** What became of an append. An answer to an entry of an earlier term says nothing any more. */
  settle(entry: LogEntry, outcome: AppendOutcome, now: number): void {
    this.#busy = false
    if (entry !== this.#entry) return
    if (outcome.result === 'failed') {
      this.#failures++
      this.#failingSince ??= now
      return
    }
    this.#failures = 0
    this.#failingSince = null
    this.#entry = null
    if (outcome.result === 'top') {
      this.#gate = 'shut'
      this.source.refused(outcome.top)
      return
    }
    this.#top = entry.position
    if (this.#gate === 'opening') this.source.opened()
    else this.source.written(entry.items)
  }
}
