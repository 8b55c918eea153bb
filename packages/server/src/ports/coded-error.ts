import type { ReachedLimit } from '@chat-view/protocol'
import { type ErrorCode, errorTitles } from '@chat-view/protocol/codes'

/** What else a coded error can carry. */
export interface CodedErrorDetails {
  /** One sentence for developers; never message text, tokens or personal data (SE9). */
  readonly detail?: string
  /** Seconds after which the same may succeed. */
  readonly retryAfter?: number
  /** With `quota_exceeded`: which limit, and when it begins anew. */
  readonly quota?: ReachedLimit
  /** With `conflict`: the value as it is now. */
  readonly current?: unknown
  /** With `invalid_request`: what is wrong and where. */
  readonly errors?: readonly { path: string; message: string }[]
  readonly cause?: unknown
}

/** The one error that ports, handlers and doors throw; its code decides status, words and next step (SE10). */
export class CodedError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly retryAfter: number | undefined
  readonly quota: ReachedLimit | undefined
  readonly current: unknown
  readonly errors: CodedErrorDetails['errors']

  constructor(code: ErrorCode, details: CodedErrorDetails = {}) {
    super(details.detail ?? errorTitles[code], details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'CodedError'
    this.code = code
    this.detail = details.detail
    this.retryAfter = details.retryAfter
    this.quota = details.quota
    this.current = details.current
    this.errors = details.errors
  }
}
