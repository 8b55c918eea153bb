/**
 * What must never be. `loss`: a text, a change or a message that somebody should have and has not. `repeat`: told twice in
 * one subscription. `reorder`: told after what comes later. `hole`: a delta beyond what the reader has. `fork`: two texts,
 * or two orders, of one thing. `taken-back`: shown, and not in the end. `resurrection`: live text after its end, or a
 * deleted message that is back. `wrong-end`: length or hash are not those of the text.
 * `never-billed`: whole, or with text of its own, and for nothing.
 */
export type ViolationKind =
  | 'loss'
  | 'repeat'
  | 'reorder'
  | 'hole'
  | 'fork'
  | 'taken-back'
  | 'resurrection'
  | 'two-ends'
  | 'no-end'
  | 'wrong-end'
  | 'seq-backwards'
  | 'counter-drift'
  | 'double-billing'
  | 'never-billed'
  | 'asked-twice'
  | 'stuck'
  | 'stop-ignored'
  | 'lost-command'
  | 'command-twice'

/** One broken promise. It names places and lengths, never a text. */
export interface Violation {
  readonly kind: ViolationKind
  /** The id of what it is about: a generation, message, thread, command or client. */
  readonly about: string
  readonly detail: string
  /** Which record showed it, from 0; null where only the whole does. */
  readonly record: number | null
}
