import { CodedError } from '../ports/coded-error.ts'
import { type FailureKind, ProviderFailure } from '../ports/provider-failure.ts'
import type { Finish, FinishReason } from './finish-reason.ts'

/** Failures of a provider that call for something else than to ask again. */
const reasons: Partial<Readonly<Record<FailureKind, FinishReason>>> = {
  key: 'key-refused',
  model: 'model-unknown',
  'context-length': 'context-length',
  spared: 'breaker-open',
}

/** What a run leaves that breaks off: something to go on with, where there is anything (CV2). */
const brokenOff = (hasParts: boolean, reason: FinishReason): Finish => ({
  state: hasParts ? 'interrupted' : 'failed',
  reason,
})

/** A failure of whatever an answer needs, as its end. */
export const failureOf = (error: unknown, hasParts: boolean): Finish => {
  const reason = error instanceof ProviderFailure ? reasons[error.kind] : undefined
  if (reason) return brokenOff(hasParts, reason)
  const code = error instanceof CodedError ? error.code : 'internal'
  // An adapter can notice before our own window does that nobody answers.
  return brokenOff(hasParts, code === 'provider_timeout' ? 'connect-timeout' : code)
}

/** A provider that fell silent. */
export const lateness = (reason: FinishReason, hasParts: boolean): Finish => brokenOff(hasParts, reason)
