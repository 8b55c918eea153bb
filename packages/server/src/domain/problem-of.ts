import type { Problem } from '@chat-view/protocol'
import { type ErrorCode, errorCodes, errorTitles } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'

/** The codes that any failure can be read as; what was not foreseen is `internal`, and says nothing of its cause. */
const codeOf = (error: unknown): ErrorCode => (error instanceof CodedError ? error.code : 'internal')

/** The one shape of errors, for HTTP and socket alike (SE10). */
export const problemOf = (error: unknown, traceId: string): Problem => {
  const code = codeOf(error)
  const { status, next } = errorCodes[code]
  const problem: Problem = {
    type: `urn:chat-view:problem:${code}`,
    title: errorTitles[code],
    status,
    code,
    next,
    traceId,
  }
  if (!(error instanceof CodedError)) return problem
  if (error.detail !== undefined) problem.detail = error.detail
  if (error.retryAfter !== undefined) problem.retryAfter = error.retryAfter
  if (error.quota !== undefined) problem.quota = error.quota
  if (error.current !== undefined) problem.current = error.current
  if (error.errors !== undefined) problem.errors = error.errors.map(({ path, message }) => ({ path, message }))
  return problem
}
