import type { Reconciliation } from '../domain/reconciliation/create-reconciliation.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface ReconcileJobOptions {
  readonly reconciliation: Pick<Reconciliation, 'run'>
}

/** Walks over all that is stored; what it repairs is conditional on what it found. */
export const reconcileJob = ({ reconciliation }: ReconcileJobOptions): JobDefinition => ({
  name: 'reconcile',
  meaning: 'Finds rows that disagree, puts them right, and checks the audit’s seals',
  longestMs: 12 * 3_600_000,
  async run(_, { signal, touch }) {
    const { checked, found, audit } = await reconciliation.run({ repair: true, signal, progress: () => touch() })
    return { checked, found, faults: audit.length }
  },
})
