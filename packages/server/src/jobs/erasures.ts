import type { ResumableErasures } from '../domain/erasure/create-erasures.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface ErasuresJobOptions {
  readonly erasures: Pick<ResumableErasures, 'resume'>
}

/** The store knows what is left of each. */
export const erasuresJob = ({ erasures }: ErasuresJobOptions): JobDefinition => ({
  name: 'erasures',
  meaning: 'Finishes erasures of users that a crash left open',
  longestMs: 6 * 3_600_000,
  run: (_, { signal }) => erasures.resume(signal),
})
