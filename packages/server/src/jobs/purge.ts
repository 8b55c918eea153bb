import type { Retention } from '../domain/retention/create-retention.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface PurgeJobOptions {
  readonly retention: Pick<Retention, 'purge'>
}

/** What is gone is not there to be removed again. */
export const purgeJob = ({ retention }: PurgeJobOptions): JobDefinition => ({
  name: 'purge',
  meaning: 'Empties deleted threads, and forgets old events, commands and ended sessions, down to the files',
  longestMs: 6 * 3_600_000,
  run: (_, { signal, touch }) => retention.purge({ signal, touch }),
})
