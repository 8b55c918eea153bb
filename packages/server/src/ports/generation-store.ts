import type { EndedGenerationState, GenerationState, MessagePart, Usage } from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'

/** What a verb that asks for an answer is given: ids, who will run it, and with what. */
export interface NewAnswer {
  readonly messageId: string
  readonly generationId: string
  /** The node incarnation that will run it; the row starts with this owner and term 1. */
  readonly owner: string
  readonly provider: string
  readonly model: string
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
  readonly createdAt: number
}

/** How a run ended; what the terminal entry of the log says, and the row after it. */
export interface GenerationEnding {
  readonly state: EndedGenerationState
  readonly reason: string
  readonly usage: Usage | null
  readonly length: number
  readonly hash: string
}

/** Every verb names generation and term, and an old term is refused. */
export interface GenerationStore {
  getGeneration(id: string): Promise<GenerationRecord | null>
  /** All open generations, oldest first; of one owner or thread if given. */
  openGenerations(filter?: { owner?: string; threadId?: string }): Promise<GenerationRecord[]>
  /** `queued → thinking`, for this term alone; false when the row is elsewhere: then it must not be run. */
  startGeneration(id: string, term: number, at: number): Promise<boolean>
  /** Next states of a running one (`streaming`, `waiting`); false when the term is not the row's or it has ended. */
  moveGeneration(id: string, term: number, state: 'streaming' | 'waiting'): Promise<boolean>
  /**
   * Writes the stop wish. A queued one ends there and then, as stopped. Of one that has ended nothing changes.
   * @throws not_found
   */
  requestStop(verb: Commanded & { id: string }): Promise<Commit<{ generation: GenerationRecord }>>
  /** Takes the row over: `term` becomes `expected + 1` and the owner this one. Null when the row's term was another, or it has ended. */
  raiseTerm(id: string, expected: number, owner: string): Promise<GenerationRecord | null>
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
  }): Promise<Commit<{ generation: GenerationRecord }>>
}
