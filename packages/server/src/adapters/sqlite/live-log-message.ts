import type { AppendOutcome } from '../../ports/generation-log.ts'
import type { AppendClaim } from '../../ports/judge-append.ts'

/** An append as it crosses to the log's thread: its items are JSON by then. */
export interface LiveLogRow extends AppendClaim {
  readonly generation: string
  readonly items: string
}

/** What the log's thread is asked. */
export type LiveLogRequest =
  | { readonly id: number; readonly kind: 'append'; readonly rows: readonly LiveLogRow[] }
  | { readonly id: number; readonly kind: 'expire'; readonly generation: string; readonly at: number }
  | { readonly id: number; readonly kind: 'drop'; readonly generation: string }
  | { readonly id: number; readonly kind: 'check' }
  | { readonly id: number; readonly kind: 'close' }

/** What it answers; `ready` or `unusable` comes once, when the file is open or can't be. */
export type LiveLogReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly outcomes: AppendOutcome[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
  | { readonly kind: 'unusable'; readonly reason: string }

/** What the thread is given at its start. */
export interface LiveLogThreadData {
  readonly path: string
  readonly checkpointMs: number
}
