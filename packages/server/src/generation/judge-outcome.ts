import { CodedError } from '../ports/coded-error.ts'
import { ProviderFailure } from '../ports/provider-failure.ts'
import type { TryOutcome } from './provider-try.ts'

/** What an outcome says about the service, and whether asking again could help (AI2). */
export interface OutcomeJudgement {
  /** For metrics and logs; of a few words only. */
  readonly label: string
  /** One sentence for operators, without the provider's own words. */
  readonly detail?: string | undefined
  /** Another try of the same model may succeed. */
  readonly passing: boolean
  /** Another model may succeed. */
  readonly elsewhere: boolean
  /** Milliseconds that the service asked to be left alone. */
  readonly waitMs: number
}

/** Asks before the first piece only: after that nothing is asked again. */
export const judgeOutcome = (outcome: TryOutcome): OutcomeJudgement => {
  if (outcome.kind === 'ended') return { label: 'answered', passing: false, elsewhere: false, waitMs: 0 }
  if (outcome.kind === 'aborted') return { label: 'aborted', passing: false, elsewhere: false, waitMs: 0 }
  if (outcome.kind === 'cut') return { label: 'cut', passing: true, elsewhere: true, waitMs: 0 }
  if (outcome.kind === 'late') return { label: outcome.reason, passing: true, elsewhere: true, waitMs: 0 }
  const { error } = outcome
  if (!(error instanceof ProviderFailure)) {
    const known = error instanceof CodedError ? error : null
    return { label: known?.code ?? 'internal', detail: known?.detail, passing: false, elsewhere: false, waitMs: 0 }
  }
  return {
    label: error.kind,
    detail: error.detail,
    passing: error.passing,
    // The same key is refused for every model.
    elsewhere: error.kind !== 'key',
    waitMs: (error.retryAfter ?? 0) * 1_000,
  }
}
