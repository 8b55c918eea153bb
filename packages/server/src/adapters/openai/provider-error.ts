import OpenAI from 'openai'
import { CodedError } from '../../ports/coded-error.ts'
import { failureOfStatus, failureWords, retryAfterOf } from '../../ports/http-failure.ts'
import { type FailureKind, ProviderFailure } from '../../ports/provider-failure.ts'

/** What services call a prompt that is too long, in codes and in words: the status alone does not tell. */
const tooLong =
  /context_length_exceeded|context.{0,10}(length|window)|maximum.{0,20}tokens|too many tokens|prompt is too long/i

const kindOf = (status: number, code: string, words: string): FailureKind => {
  // It says 429 for both: to wait helps against a rate, not against an unpaid bill.
  if (code === 'insufficient_quota') return 'key'
  if (code === 'model_not_found') return 'model'
  const kind = failureOfStatus(status)
  return kind === 'request' && (tooLong.test(code) || tooLong.test(words)) ? 'context-length' : kind
}

/** How the service names this request in its own logs, where that is a plain name. */
const requestId = (error: { readonly requestID?: string | null | undefined }): string =>
  error.requestID && /^[\w-]{1,80}$/.test(error.requestID) ? ` (its request ${error.requestID})` : ''

/** An error that came as a piece of the stream: gateways put the status of the service behind them there. */
export const streamError = (piece: unknown): ProviderFailure => {
  const { error } = piece as { readonly error?: { readonly code?: unknown; readonly message?: unknown } | null }
  const status = Number(error?.code)
  const known = Number.isInteger(status) && status >= 400 && status < 600 ? status : 500
  const kind = kindOf(known, String(error?.code ?? ''), String(error?.message ?? ''))
  return new ProviderFailure(kind, { detail: `${failureWords[kind]}: it failed in the middle of its answer` })
}

/** A failure of the SDK under our kinds (AI1). The provider's own words stay in the cause: they can quote the request. */
export const providerError = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  // What our own client refused comes through the SDK as its cause.
  if (error instanceof OpenAI.APIConnectionError && error.cause instanceof CodedError) return error.cause
  const failure = (kind: FailureKind, more = '', retryAfter?: number): ProviderFailure =>
    new ProviderFailure(kind, {
      detail: failureWords[kind] + more,
      cause: error,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  if (error instanceof OpenAI.APIConnectionTimeoutError) return failure('timeout')
  if (error instanceof OpenAI.APIConnectionError) return failure('network')
  if (!(error instanceof OpenAI.APIError)) return failure('malformed')
  const status: number | undefined = error.status
  const headers: Headers | undefined = error.headers
  if (status === undefined) return failure('malformed')
  const kind = kindOf(status, String(error.code ?? ''), error.message)
  const refused = status >= 300 && status < 400 ? ', and redirects are not followed' : ''
  return failure(kind, `: it answered ${status}${refused}${requestId(error)}`, retryAfterOf(headers))
}
