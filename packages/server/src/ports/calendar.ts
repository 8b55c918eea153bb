import type { LimitPeriod } from '@chat-view/protocol'

/** A stretch of time: its beginning is in it, its end is not. Milliseconds since the Unix epoch. */
export interface Span {
  readonly startsAt: number
  readonly endsAt: number
}

/** Days and months as people in a time zone have them, also where clocks are put forward or back (AI7). */
export interface Calendar {
  /** The minute, day or month that a moment lies in. */
  period(period: LimitPeriod, at: number, timeZone: string): Span
  /** The day of a moment, as `2026-01-31`. */
  dayOf(at: number, timeZone: string): string
  /** All days from one to another, both included; null where one is no day, or the first comes after the last. */
  days(from: string, to: string, timeZone: string): readonly (Span & { readonly key: string })[] | null
}
