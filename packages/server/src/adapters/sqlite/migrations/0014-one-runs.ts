import type { Migration } from './migration.ts'

/**
 * Of a thread's answers one runs at a time (RT14.4). Of several that a crash has left the oldest stays as it is; the
 * others wait again, and are ended by the start that finds them.
 */
export const oneRuns: Migration = {
  number: 14,
  name: 'one-runs',
  up: `
    UPDATE generations SET state = 'queued', started_at = NULL
      WHERE state IN ('thinking', 'streaming', 'waiting') AND id NOT IN (
        SELECT first_value(id) OVER (PARTITION BY thread_id ORDER BY created_at, id) FROM generations
        WHERE state IN ('thinking', 'streaming', 'waiting'));
    CREATE UNIQUE INDEX generations_one_runs ON generations (thread_id)
      WHERE state IN ('thinking', 'streaming', 'waiting');
  `,
  down: 'DROP INDEX generations_one_runs;',
}
