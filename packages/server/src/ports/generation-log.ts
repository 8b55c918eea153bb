import type { LiveStatus, MessagePart } from '@chat-view/protocol'
import type { GenerationEnding } from './generation-store.ts'

/** The one order in which readers see a generation: first by term, then by seq. Native form `<term>-<seq>`. */
export interface LogPosition {
  readonly term: number
  readonly seq: number
}

/** What an entry holds. `text` grows a part at an offset in UTF-16 units; `part` sets a whole part. */
export type LogItem =
  | { readonly kind: 'open' }
  | { readonly kind: 'text'; readonly part: number; readonly offset: number; readonly text: string }
  | { readonly kind: 'part'; readonly part: number; readonly data: MessagePart }
  | { readonly kind: 'status'; readonly status: LiveStatus; readonly seconds?: number }
  | { readonly kind: 'end'; readonly ending: GenerationEnding }

/** One entry: what one window collected, at one position. `open` comes alone and first in a term, `end` comes last. */
export interface LogEntry {
  readonly position: LogPosition
  readonly items: readonly LogItem[]
}

/** An append to one generation. `after` is the entry that the owner wrote last; null before its first. */
export interface LogAppend {
  readonly generation: string
  readonly after: LogPosition | null
  readonly entry: LogEntry
}

/**
 * `ok`: written. `held`: this very entry is there (a lost reply). `top`: refused, another entry is the top (null: no
 * log). `failed`: not written, try the very same entry again.
 */
export type AppendOutcome =
  | { readonly result: 'ok' | 'held' }
  | { readonly result: 'top'; readonly top: LogPosition | null }
  | { readonly result: 'failed'; readonly reason: string }

/**
 * Where answers are written before they are shown (RT2). An append is taken only when the top is `after`; an entry that
 * opens a term (seq 0) is taken when the top's term is lower, or there is no log, and only such an entry makes a log.
 */
export interface GenerationLog {
  /** All appends of one window together: one transaction where the log has such. Outcomes in the order given. */
  append(appends: readonly LogAppend[]): Promise<AppendOutcome[]>
  /** Entries after a position, in order; empty when there is no log. */
  read(generation: string, after?: LogPosition): Promise<LogEntry[]>
  /** From `at` on the log may go. */
  expire(generation: string, at: number): Promise<void>
  /** Logs that have no expiry yet: at start, and for the sweep. */
  running(): Promise<string[]>
  check(): Promise<void>
  close(): Promise<void>
}
