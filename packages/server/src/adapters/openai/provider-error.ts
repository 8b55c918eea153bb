import OpenAI from 'openai'
import { CodedError } from '../../ports/coded-error.ts'

const longestWait = 3600

/** Seconds that a service asks to wait, as `Retry-After` or in milliseconds; undefined when it doesn't say. */
const retryAfterOf = (headers: Headers | undefined): number | undefined => {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return Math.min(longestWait, ms / 1000)
  const value = headers?.get('retry-after') ?? ''
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return seconds >= 0 ? Math.min(longestWait, seconds) : undefined
}

const statuses: Readonly<Record<number, string>> = {
  400: 'The provider refused the request',
  401: 'The provider refused the key',
  403: 'The provider refused the key',
  404: 'The provider does not know the model or the address',
  413: 'The request is too large for the provider',
  429: 'The provider is out of capacity or quota',
}

/** A failure of the SDK under our codes (AI1). The provider's own words stay in the cause: they can quote the request. */
export const providerError = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  if (error instanceof OpenAI.APIConnectionTimeoutError) return new CodedError('provider_timeout', { cause: error })
  if (error instanceof OpenAI.APIConnectionError) return new CodedError('provider_unavailable', { cause: error })
  if (!(error instanceof OpenAI.APIError)) return new CodedError('provider_failed', { cause: error })
  const status: number | undefined = error.status
  const headers: Headers | undefined = error.headers
  const detail =
    (status === undefined ? undefined : statuses[status]) ?? `The provider answered ${status ?? 'an error'}`
  const passing = status === 429 || status === 503 || status === 529
  const retryAfter = retryAfterOf(headers)
  return new CodedError(passing ? 'provider_unavailable' : 'provider_failed', {
    detail,
    cause: error,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}
