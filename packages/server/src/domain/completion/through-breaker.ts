import type { Breaker } from '../../ports/breaker.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import type { Completion } from './complete.ts'

/**
 * Calls unless the model is spared, and tells its breaker what came of it (AI2): a job that fails spares the users who
 * would ask next, and one that comes when a model is down leaves it alone.
 */
export const throughBreaker = async (
  breaker: Breaker,
  target: string,
  call: () => Promise<Completion>,
): Promise<Completion> => {
  const admittance = await breaker.admit(target)
  if (!admittance.admitted) {
    const retryAfter = Math.ceil(admittance.waitMs / 1_000)
    return { text: '', usage: null, consumed: false, failure: new ProviderFailure('spared', { retryAfter }) }
  }
  const completion = await call()
  const { failure } = completion
  if (failure === null) await breaker.succeeded(admittance.pass)
  else if (failure instanceof ProviderFailure && failure.passing) {
    await breaker.failed(admittance.pass, (failure.retryAfter ?? 0) * 1_000)
  } else await breaker.left(admittance.pass)
  return completion
}
