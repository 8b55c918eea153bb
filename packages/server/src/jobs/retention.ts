import type { Retention } from '../domain/retention/create-retention.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface RetentionJobOptions {
  readonly retention: Pick<Retention, 'expire'>
}

/** A deleted thread is not deleted again. */
export const retentionJob = ({ retention }: RetentionJobOptions): JobDefinition => ({
  name: 'retention',
  meaning: 'Deletes threads that were idle for longer than their project keeps them',
  longestMs: 6 * 3_600_000,
  run: (_, { signal, touch }) => retention.expire({ signal, touch }),
})
