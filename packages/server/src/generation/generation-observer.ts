import type { Usage } from '@chat-view/protocol'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { RunState } from './run-state.ts'

/** Told what happens to running answers, for metrics; it gets no text. Never throws. */
export interface GenerationObserver {
  /** Each change of a run's state, with its reason. */
  changed?(record: GenerationRecord, from: RunState['name'], to: RunState['name'], reason: string): void
  /** Milliseconds from the provider's call to its first text. */
  firstToken?(record: GenerationRecord, ms: number): void
  /** An end that is in the store; milliseconds since the call, null when the provider was never called. */
  ended?(record: GenerationRecord, end: { state: string; reason: string; ms: number | null; usage: Usage | null }): void
}
