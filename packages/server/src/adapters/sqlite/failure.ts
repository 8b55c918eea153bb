import type { ErrorCode } from '@chat-view/protocol/codes'
import { CodedError } from '../../ports/coded-error.ts'
import { codedSqliteError } from './coded-sqlite-error.ts'

/** A failure as it crosses from the writer's thread: errors lose their class on the way, data does not. */
export interface Failure {
  readonly code: ErrorCode
  readonly detail?: string
  readonly retryAfter?: number
  readonly current?: unknown
  /** Name and message of what was no coded error, for the log. */
  readonly cause?: string
}

/** What went wrong, as data. */
export const toFailure = (error: unknown): Failure => {
  const coded = error instanceof CodedError ? error : codedSqliteError(error)
  const { code, detail, retryAfter, current, cause } = coded
  return {
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(current === undefined ? {} : { current }),
    ...(cause === undefined ? {} : { cause: String(cause) }),
  }
}

/** The error that the caller is to see. */
export const fromFailure = ({ code, detail, retryAfter, current, cause }: Failure): CodedError =>
  new CodedError(code, {
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(current === undefined ? {} : { current }),
    ...(cause === undefined ? {} : { cause }),
  })
