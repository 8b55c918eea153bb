import type { ErrorRequestHandler } from 'express'
import { CodedError } from '../ports/coded-error.ts'
import type { Logger } from '../ports/logger.ts'
import { traceOf } from './request-trace.ts'
import { sendProblem } from './send-problem.ts'

// What Express and its body parser throw, by the type that they give it.
const byType: Readonly<Record<string, () => CodedError>> = {
  'entity.too.large': () => new CodedError('too_large'),
  'entity.parse.failed': () => new CodedError('invalid_json'),
  'charset.unsupported': () => new CodedError('unsupported_media_type'),
  'encoding.unsupported': () => new CodedError('unsupported_media_type'),
  'request.size.invalid': () => new CodedError('invalid_request'),
  'request.aborted': () => new CodedError('aborted'),
}

const asCoded = (error: unknown): CodedError | null => {
  if (error instanceof CodedError) return error
  if (!(error instanceof Error)) return null
  const type = 'type' in error && typeof error.type === 'string' ? error.type : ''
  if (Object.hasOwn(byType, type)) return byType[type]?.() ?? null
  // A path or a body that cannot be decoded.
  const status = 'status' in error ? error.status : undefined
  return status === 400 ? new CodedError('invalid_request') : null
}

/** Turns whatever went wrong into a problem; what was not foreseen is logged, and its cause stays here (SE8). */
export const handleErrors =
  (logger: Logger): ErrorRequestHandler =>
  (error, request, response, _next) => {
    const coded = asCoded(error)
    if (!coded || coded.code === 'internal') {
      logger.error({ traceId: traceOf(request), err: coded?.cause ?? error }, 'A request failed')
    }
    // Half an answer is not made whole by a problem at its end.
    if (response.headersSent || coded?.code === 'aborted') response.destroy()
    else sendProblem(response, coded ?? error)
  }
