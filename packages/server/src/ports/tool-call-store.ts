import type { Commanded, Commit } from './commit.ts'

/** A call that waits for a person or a page, while its answer runs (AI10). */
export interface ToolCallRecord {
  readonly generationId: string
  /** The call's id, unique in its answer. */
  readonly call: string
  /** A person is asked before it. */
  readonly approval: boolean
  /** The page runs it, and answers it. */
  readonly page: boolean
  /** Null: nobody has decided yet. */
  readonly approved: boolean | null
  /** Null: the page has not answered yet. */
  readonly result: string | null
  /** The page's result says what went wrong. */
  readonly failed: boolean
}

/** What a decision or a result was written for. */
export interface ToolCallAnswer {
  readonly messageId: string
  readonly generationId: string
}

/**
 * Decisions on tool calls, and results that pages gave (AI10). Rows live as long as their answer runs: its end takes
 * them, for by then its parts hold what came of them.
 */
export interface ToolCallStore {
  /** Before it is shown that it waits. False when the answer is not this owner's, or has ended. Asked twice it is one row. */
  askToolCall(
    verb: Pick<ToolCallRecord, 'generationId' | 'call' | 'approval' | 'page'> & { owner: string; at: number },
  ): Promise<boolean>
  /** The calls of an answer that were asked for, in no order. */
  toolCallsOf(generationId: string): Promise<ToolCallRecord[]>
  /**
   * The first decision counts, and has its line in the audit trail. @throws not_found for a call that nobody asked for;
   * forbidden for one on the server when the user neither asked for the answer nor owns the thread; state_conflict when
   * the answer has ended, the call waits for no decision, or it was decided
   */
  decideToolCall(
    verb: Commanded & { messageId: string; userId: string; call: string; approve: boolean },
  ): Promise<Commit<ToolCallAnswer>>
  /**
   * The first result counts. @throws not_found for a call that nobody asked for; state_conflict when the answer has
   * ended, no page runs the call, it is not allowed yet, or it was answered
   */
  giveToolResult(
    verb: Commanded & { messageId: string; call: string; result: string; failed: boolean },
  ): Promise<Commit<ToolCallAnswer>>
}
