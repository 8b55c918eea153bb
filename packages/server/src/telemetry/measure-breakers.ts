import type { Breaker } from '../ports/breaker.ts'
import type { Metrics } from './metrics.ts'

/** Takes the states of the breakers into the metrics (OP1). */
export const measureBreakers = async (metrics: Pick<Metrics, 'breakers'>, breaker: Breaker): Promise<void> => {
  const tripped = await breaker.tripped()
  for (const state of ['open', 'half-open'] as const) {
    metrics.breakers.set({ state }, tripped.filter(one => one.state === state).length)
  }
}
