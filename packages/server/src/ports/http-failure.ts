import type { FailureKind } from './provider-failure.ts'

/** Longest time that a service is believed to want, in seconds. */
const longestWait = 3600

/** Seconds that a service asks to wait, as `Retry-After` or in milliseconds; undefined when it doesn't say. */
export const retryAfterOf = (headers: Headers | undefined, now = Date.now()): number | undefined => {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return Math.min(longestWait, ms / 1000)
  const value = headers?.get('retry-after')?.trim() ?? ''
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  // A date that has passed means: at once.
  return Number.isFinite(seconds) ? Math.min(longestWait, Math.max(0, seconds)) : undefined
}

/** What a refusal by its HTTP status alone means (AI2). */
export const failureOfStatus = (status: number): FailureKind => {
  if (status === 401 || status === 403) return 'key'
  if (status === 404) return 'model'
  if (status === 413) return 'context-length'
  if (status === 429) return 'rate'
  return status === 408 || status === 409 || status >= 500 ? 'unavailable' : 'request'
}

/** One sentence on each, for developers and operators. */
export const failureWords: Readonly<Record<FailureKind, string>> = {
  key: 'The provider refused the key',
  model: 'The provider does not know the model, or the address is wrong',
  request: 'The provider refused the request',
  'context-length': 'The request is longer than the model takes',
  rate: 'The provider is out of capacity or quota',
  unavailable: 'The provider is not available',
  network: 'The provider could not be reached',
  timeout: 'The provider did not answer in time',
  spared: 'The provider failed too often and is spared for a while',
  malformed: 'The provider sent what cannot be read',
}
