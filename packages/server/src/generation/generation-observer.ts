import type { Usage } from '@chat-view/protocol'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { EndedTry } from './provider-attempts.ts'
import type { RunState } from './run-state.ts'

/** How a call of a tool ended; `refused`: it was not run, as its name, arguments or number were not what is allowed. */
export type ToolCallOutcome = 'done' | 'failed' | 'denied' | 'refused' | 'aborted'

/** Told what happens to running answers, for metrics; it gets no text. Never throws. */
export interface GenerationObserver {
  /** Each change of a run's state, with its reason. */
  changed?(record: GenerationRecord, from: RunState['name'], to: RunState['name'], reason: string): void
  /** A try of a provider is over, or was not made as its breaker is open. */
  tried?(record: GenerationRecord, ended: EndedTry): void
  /** A call of a tool is over: how, and after how many milliseconds, what it waited for a person or a page included. */
  toolCalled?(record: GenerationRecord, call: { outcome: ToolCallOutcome; ms: number }): void
  /** Milliseconds from the provider's call to its first text. */
  firstToken?(record: GenerationRecord, ms: number): void
  /** An end that is in the store; milliseconds since the call, null when the provider was never called. */
  ended?(record: GenerationRecord, end: { state: string; reason: string; ms: number | null; usage: Usage | null }): void
}
