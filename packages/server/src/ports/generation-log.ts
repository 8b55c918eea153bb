import type { LiveStatus, MessagePart } from '@chat-view/protocol'
import type { GenerationEnding } from './generation-store.ts'

/** The one order in which readers see a generation: first by term, then by seq. Native form `<term>-<seq>`. */
export interface LogPosition {
  readonly term: number
  readonly seq: number
}

/** What else is known of a status: seconds until the next try, which try it will be, who answers instead. */
export interface StatusDetails {
  readonly seconds?: number
  readonly attempt?: number
  readonly model?: string
}

/** What an entry holds. `text` grows a part at an offset in UTF-16 units; `part` sets a whole part. */
export type LogItem =
  | { readonly kind: 'open' }
  | { readonly kind: 'text'; readonly part: number; readonly offset: number; readonly text: string }
  | { readonly kind: 'part'; readonly part: number; readonly data: MessagePart }
  | { readonly kind: 'status'; readonly status: LiveStatus; readonly details?: StatusDetails }
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

/** `grown`: something may have been appended. `renewed`: the way to the log was broken, and anything may have happened. */
export type LogWord = 'grown' | 'renewed'

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
  /** Removes the log at once, with all its text (ST8). One that is not there is removed. */
  drop(generation: string): Promise<void>
  /**
   * Tells of appends by whichever node, where logs are shared (RT14); absent where only this process writes. It only says
   * "look": words may be lost, and sweeps repair that. Resolves when nothing appended from then on goes unsaid, with what
   * ends the watch. Never throws: while the log is away nothing is said, and `renewed` is when it is back.
   */
  watch?(generation: string, look: (word: LogWord) => void): Promise<() => void>
  /** Logs that have no expiry yet: at start, and for the sweep. */
  running(): Promise<string[]>
  check(): Promise<void>
  close(): Promise<void>
}
