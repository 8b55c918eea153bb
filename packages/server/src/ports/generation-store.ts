import type {
  ContextRecord,
  EndedGenerationState,
  GenerationState,
  MessagePart,
  PageTool,
  Usage,
} from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'
import type { CallRecord } from './usage-store.ts'

/** What a verb that asks for an answer is given: ids, who will run it, and with what. */
export interface NewAnswer {
  readonly messageId: string
  readonly generationId: string
  /** The node incarnation that will run it; the row starts with this owner and term 1. */
  readonly owner: string
  readonly provider: string
  readonly model: string
  /** What the page can do for it (AI10). */
  readonly tools?: readonly PageTool[]
}

/** The row of a generation: the authority on its state, owner, term and stop wish (RT1). */
export interface GenerationRecord {
  readonly id: string
  readonly messageId: string
  readonly threadId: string
  readonly projectId: string
  /** Who asked for it. */
  readonly userId: string
  /** Which of the message's versions it fills. */
  readonly version: number
  readonly state: GenerationState
  readonly owner: string
  readonly term: number
  readonly stopRequested: boolean
  /** Parts that were there before it began: empty unless it continues an answer. */
  readonly base: readonly MessagePart[]
  readonly provider: string
  readonly model: string
  readonly tools: readonly PageTool[]
  readonly createdAt: number
}

/** How a run ended; what the terminal entry of the log says, and the row after it. */
export interface GenerationEnding {
  readonly state: EndedGenerationState
  readonly reason: string
  readonly usage: Usage | null
  readonly length: number
  readonly hash: string
  /** Who really answered, where that was a fallback (AI2). */
  readonly model?: string
}

/** `waits`: another answer of its thread runs. `refused`: the row is elsewhere, and must not be run. */
export type StartOutcome = 'started' | 'waits' | 'refused'

/** Every verb names generation and term, and an old term is refused. */
export interface GenerationStore {
  getGeneration(id: string): Promise<GenerationRecord | null>
  /** All open generations, oldest first; of one owner or thread if given. */
  openGenerations(filter?: { owner?: string; threadId?: string }): Promise<GenerationRecord[]>
  /** `queued → thinking`, for this term alone, and while no other answer of the thread has begun and not ended (RT14.4). */
  startGeneration(id: string, term: number, at: number): Promise<StartOutcome>
  /** Next states of a running one (`streaming`, `waiting`); false when the term is not the row's or it has ended. */
  moveGeneration(id: string, term: number, state: 'streaming' | 'waiting'): Promise<boolean>
  /**
   * Writes the stop wish. A queued one ends there and then, as stopped. Of one that has ended nothing changes.
   * @throws not_found
   */
  requestStop(verb: Commanded & { id: string }): Promise<Commit<{ generation: GenerationRecord }>>
  /** Takes the row over: `term` becomes `expected + 1` and the owner this one. Null when the row's term was another, or it has ended. */
  raiseTerm(id: string, expected: number, owner: string): Promise<GenerationRecord | null>
  /** What an answer was asked with; null while that is not known, or never was. */
  contextOf(id: string): Promise<ContextRecord | null>
  /**
   * What could be asked next (CV8), under an answer that is done, shown and the last word of its thread; of any other, and
   * the second time, nothing changes. @throws not_found
   */
  suggest(verb: {
    id: string
    suggestions: readonly string[]
    at: number
  }): Promise<Commit<{ generation: GenerationRecord }>>
  /**
   * Closes the row with its parts, counters, usage and event in one transaction; does nothing the second time.
   * Where the row holds the stop wish, done, interrupted and failed become stopped. Parts of a message that was
   * deleted meanwhile are dropped. @throws conflict when the term is old
   */
  finishGeneration(verb: {
    id: string
    term: number
    at: number
    ending: GenerationEnding
    parts: readonly MessagePart[]
    /** What it was asked with; null when it never was. */
    context?: ContextRecord | null
    /** Its calls of the provider: written with it, once (AI7). */
    calls?: readonly CallRecord[]
    /** Its context was so full that its thread is to be summarised (AI4). */
    summarise?: boolean
  }): Promise<Commit<{ generation: GenerationRecord }>>
}
