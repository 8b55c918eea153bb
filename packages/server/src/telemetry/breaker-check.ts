import type { Breaker } from '../ports/breaker.ts'
import type { ReadinessCheck } from './readiness.ts'

/** Degraded while a model is spared after failures: the server serves all else, and asks the model again by itself (AI2). */
export const breakerCheck = (breaker: Pick<Breaker, 'tripped'>): ReadinessCheck => ({
  name: 'provider',
  vital: false,
  async look() {
    const tripped = await breaker.tripped()
    if (tripped.length === 0) return
    const [first] = tripped
    const others = tripped.length > 1 ? `, and ${tripped.length - 1} more` : ''
    throw new Error(`${first?.target} failed too often and is spared for a while${others}`)
  },
})
