import type { GenerationObserver } from '../generation/generation-observer.ts'
import type { Metrics } from './metrics.ts'

/** Takes what happens to answers into the metrics (OP1). */
export const countGenerations = (metrics: Metrics): GenerationObserver => ({
  tried(record, { provider, model, outcome, firstMs }) {
    metrics.tries.inc({ provider, model, outcome })
    if (firstMs === null) return
    metrics.tryFirstPiece.observe({ provider, model }, firstMs / 1_000)
    if (model !== record.model) metrics.fallbacks.inc({ model })
  },
  toolCalled(_, { outcome, ms }) {
    metrics.tools.inc({ outcome })
    metrics.toolTime.observe({ outcome }, ms / 1_000)
  },
  firstToken: (_, ms) => metrics.firstToken.observe(ms / 1_000),
  ended(record, { state, reason, ms, usage }) {
    metrics.generations.inc({ state, reason })
    if (ms !== null) metrics.generationTime.observe({ state }, ms / 1_000)
    const count = (direction: string, tokens: number | null): void => {
      if (tokens !== null) metrics.tokens.inc({ model: record.model, direction }, tokens)
    }
    count('in', usage?.input ?? null)
    count('out', usage?.output ?? null)
    count('cached', usage?.cached ?? null)
  },
})
