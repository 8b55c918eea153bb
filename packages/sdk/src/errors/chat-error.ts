import type { NextStep, Problem } from '@chat-view/protocol'
import { type ErrorCode, errorCodes } from '@chat-view/protocol/codes'

/** What a {@link ChatError} is made of beyond its code. What is left out comes from the table of codes. */
export interface ChatErrorDetails {
  readonly status?: number | undefined
  readonly next?: NextStep | undefined
  readonly retryAfter?: number | undefined
  readonly current?: unknown
  readonly traceId?: string | undefined
  readonly detail?: string | undefined
  readonly cause?: unknown
}

/** The one class of everything that fails in the SDK (DX1, SE10). Decide by `code` or `next`, never by `message`. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  /** From the table of error codes; a code that this version does not know is read as `internal`. */
  readonly code: ErrorCode
  /** HTTP status; 0 where no server answered. */
  readonly status: number
  /** What the reader can do about it. */
  readonly next: NextStep
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined
  /** With `conflict`: the resource as it is now (CV5). */
  readonly current: unknown
  /** Finds the request in the server's logs. */
  readonly traceId: string | undefined

  constructor(code: ErrorCode, details: ChatErrorDetails = {}) {
    const row = errorCodes[code]
    super(details.detail ?? code, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.status = details.status ?? row.status
    this.next = details.next ?? row.next
    this.retryAfter = details.retryAfter
    this.current = details.current
    this.traceId = details.traceId
  }

  /** Reads a problem object, of HTTP or of an `error` frame. */
  static from(problem: Problem): ChatError {
    const { status, next, retryAfter, current, traceId, detail } = problem
    const code = Object.hasOwn(errorCodes, problem.code) ? (problem.code as ErrorCode) : 'internal'
    return new ChatError(code, { status, next, retryAfter, current, traceId, detail: detail ?? problem.title })
  }
}
