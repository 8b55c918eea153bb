import { CodedError, type CodedErrorDetails } from './coded-error.ts'

/**
 * Why a provider failed (AI2). `key`, `model`, `request`, `context-length`: asked again in the same way it fails again.
 * `rate`, `unavailable`, `timeout`, `network`: another try may succeed. `spared`: it failed too often, and
 * was not asked. `malformed`: what it sent could not be read.
 */
export const failureKinds = {
  key: { code: 'provider_failed', passing: false },
  model: { code: 'provider_failed', passing: false },
  request: { code: 'provider_failed', passing: false },
  'context-length': { code: 'provider_failed', passing: false },
  rate: { code: 'provider_unavailable', passing: true },
  unavailable: { code: 'provider_unavailable', passing: true },
  network: { code: 'provider_unavailable', passing: true },
  timeout: { code: 'provider_timeout', passing: true },
  spared: { code: 'provider_unavailable', passing: true },
  malformed: { code: 'provider_failed', passing: false },
} as const

export type FailureKind = keyof typeof failureKinds

/** A failure of the AI behind the assistant, with what is to be known of it to go on. The provider's own words stay in the cause. */
export class ProviderFailure extends CodedError {
  readonly kind: FailureKind

  constructor(kind: FailureKind, details: CodedErrorDetails = {}) {
    super(failureKinds[kind].code, details)
    this.name = 'ProviderFailure'
    this.kind = kind
  }

  /** May another try succeed? */
  get passing(): boolean {
    return failureKinds[this.kind].passing
  }
}
