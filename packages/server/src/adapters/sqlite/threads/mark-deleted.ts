import type { Change } from '../../../ports/commit.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import type { ThreadRow } from './thread-row.ts'

/** What a deletion put in motion. */
export interface Deletion {
  readonly changes: readonly Change[]
  /** Running answers that have the stop wish now, and those that ended before they began. */
  readonly stopping: string[]
}

/**
 * Marks a thread; what is in it goes later, in slices. The tombstone is its last event, so runs end without one.
 * @param actorId null: nobody that others may know of
 */
export const markDeleted = (context: WriteContext, row: ThreadRow, at: number, actorId: string | null): Deletion => {
  const { sql } = context
  const change = new ThreadChange(context, row, at, actorId)
  change.plan('thread.deleted')
  const changes = change.write()
  sql.run(
    'UPDATE threads SET deleted_at = ?, summarise_at = NULL, summarise_to = NULL, version = version + 1 WHERE id = ?',
    change.at,
    row.id,
  )
  sql.run("UPDATE members SET list = 'gone' WHERE thread_id = ?", row.id)
  const stopping = stopGenerations(context, planStops(context, { thread: row.id, afterSeq: 0 }), change.at)
  return { changes, stopping }
}
