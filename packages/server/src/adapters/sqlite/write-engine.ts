import type { Failure } from './failure.ts'

/** One call as it crosses to the writer: its number, the verb, the argument. */
export type Call = readonly [number: number, verb: string, argument: unknown]

/** Its answer: the same number, and either a failure or a value. */
export type Answer = readonly [number: number, failure: Failure | null, value: unknown]

/** What does the writing, on whatever thread it lives. */
export interface WriteEngine {
  /** A group of calls is one transaction; answers after its end, in the same order. Never throws. */
  run(calls: readonly Call[]): Answer[]
  /** After a group was answered: one slice of upkeep, such as a checkpoint. `idle`: nothing else waits. */
  rest(idle: boolean): void
  close(): void
}

/** Verbs by name; each takes one argument that survives a structured clone. */
export type Verbs = Record<string, (argument: never) => unknown>

/** The other side of an engine: calls become promises. */
export interface Writer<V extends Verbs> {
  /** Resolves after COMMIT. @throws CodedError; `store_unavailable` when the writer was lost: the outcome is then unknown */
  call<K extends keyof V & string>(verb: K, argument: Parameters<V[K]>[0]): Promise<ReturnType<V[K]>>
  /** Finishes what was accepted, then lets go. */
  close(): Promise<void>
}
