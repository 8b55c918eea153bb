import type { NextStep, Problem, ReachedLimit } from '@chat-view/protocol'
import { type ErrorCode, errorCodes } from '@chat-view/protocol/codes'

/** What a {@link ChatError} is made of beyond its code. What is left out comes from the table of codes. */
export interface ChatErrorDetails {
  readonly status?: number | undefined
  readonly next?: NextStep | undefined
  readonly retryAfter?: number | undefined
  readonly quota?: ReachedLimit | undefined
  readonly current?: unknown
  readonly traceId?: string | undefined
  readonly title?: string | undefined
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
  /** With `quota_exceeded`: which limit was reached, and when its period begins anew (AI7). */
  readonly quota: ReachedLimit | undefined
  /** With `conflict`: the resource as it is now (CV5). */
  readonly current: unknown
  /** More than the title says; with `quota_exceeded` what the project tells people, in its own words. */
  readonly detail: string | undefined
  /** Finds the request in the server's logs. */
  readonly traceId: string | undefined

  constructor(code: ErrorCode, details: ChatErrorDetails = {}) {
    const row = errorCodes[code]
    super(details.detail ?? details.title ?? code, details)
    this.code = code
    this.status = details.status ?? row.status
    this.next = details.next ?? row.next
    this.retryAfter = details.retryAfter
    this.quota = details.quota
    this.current = details.current
    this.detail = details.detail
    this.traceId = details.traceId
  }

  /** Reads a problem object, of HTTP or of an `error` frame. */
  static from(problem: Problem): ChatError {
    return new ChatError(Object.hasOwn(errorCodes, problem.code) ? (problem.code as ErrorCode) : 'internal', problem)
  }
}
