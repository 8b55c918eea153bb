import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { type AttemptsOptions, type EndedTry, ProviderAttempts } from '../generation/provider-attempts.ts'
import type { ProviderRequest } from '../ports/provider.ts'
import { ProviderFailure } from '../ports/provider-failure.ts'
import type { ProviderStep } from './scripted-provider.ts'
import { createScriptedProvider } from './scripted-provider.ts'

/** The machine's, which a test's timers can fake. */
export const clock = { now: () => Date.now(), monotonic: () => performance.now() }
export const timeouts = { connectMs: 1_000, firstTokenMs: 3_000, idleMs: 2_000, totalMs: 60_000 }
export const patience = { retries: 2, retryMs: 100, maxRetryMs: 1_000, maxRetryAfterMs: 5_000 }
export const connected: ProviderStep = { type: 'connected' }
export const hang: ProviderStep = { type: 'hang' }
export const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
/** The provider fails, with this kind. */
export const fail = (kind: ProviderFailure['kind'], retryAfter?: number): ProviderStep => ({
  type: 'fail',
  error: new ProviderFailure(kind, retryAfter === undefined ? {} : { retryAfter }),
})

/** What the provider says at each try, one after the other; beyond the last it is unavailable. */
export type Scripts =
  | readonly (readonly ProviderStep[])[]
  | ((request: ProviderRequest, nth: number) => readonly ProviderStep[])

/** Tries whose scripts are given one by one, and everything that was told of them. */
export const setUpAttempts = (
  scripts: Scripts,
  options: Partial<AttemptsOptions> & { fallbackModel?: string } = {},
) => {
  let calls = 0
  const provider = createScriptedProvider(request => {
    const nth = calls++
    return typeof scripts === 'function' ? scripts(request, nth) : (scripts[nth] ?? [fail('unavailable')])
  })
  const told: string[] = []
  const tries: EndedTry[] = []
  const { fallbackModel = null, ...rest } = options
  const breaker = options.breaker ?? createMemoryBreaker({ clock, failures: 100 })
  const attempts = new ProviderAttempts({
    timeouts,
    patience,
    clock,
    breaker,
    tried: one => tries.push(one),
    random: () => 1,
    ...rest,
  })
  const run = (model = 'model'): Promise<void> => {
    const request = { model, messages: [] }
    return attempts.run({ provider, service: 'scripted', fallbackModel }, request, {
      hear: event => {
        if (event.type === 'text') told.push(event.text)
      },
      step: (status, details) => told.push(`${status} ${JSON.stringify(details)}`),
      ended: reason => told.push(`ended ${reason}`),
      cut: () => told.push('cut'),
      failed: error => told.push(`failed ${error instanceof ProviderFailure ? error.kind : 'otherwise'}`),
    })
  }
  return { provider, attempts, told, tries, run }
}
