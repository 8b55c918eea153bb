import type { Budget, ModelConfig } from './model-state.ts'

export const noFaults: Budget = {
  ...{ crashes: 0, pauses: 0, lost: 0, losses: 0, failovers: 0, away: 0, unknown: 0, stops: 0 },
}

const of = (chunks: number, budget: Partial<Budget>): ModelConfig => ({
  chunks,
  budget: { ...noFaults, ...budget },
  mistake: null,
})

/** Bounds that are gone through by `npm run model`: each pair and triple of faults that belong together. */
export const configurations: readonly ModelConfig[] = [
  of(2, { stops: 1 }),
  of(2, { crashes: 2, stops: 1 }),
  of(2, { crashes: 1, pauses: 1, stops: 1 }),
  of(2, { crashes: 1, lost: 1, unknown: 1 }),
  of(2, { pauses: 2, lost: 1 }),
  of(2, { crashes: 1, losses: 1, stops: 1 }),
  of(2, { pauses: 1, losses: 1, lost: 1 }),
  of(2, { pauses: 1, losses: 2 }),
  of(2, { pauses: 1, failovers: 1, lost: 1 }),
  of(2, { crashes: 1, pauses: 1, failovers: 1 }),
  of(2, { crashes: 1, unknown: 2, stops: 1 }),
  of(2, { crashes: 1, away: 1, stops: 1 }),
  of(2, { losses: 1, unknown: 1, crashes: 1 }),
]
