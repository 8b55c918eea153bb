import type { Change } from '../../../ports/commit.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'

/** What a deletion put in motion. */
export interface Deletion {
  readonly changes: readonly Change[]
  /** Running answers that have the stop wish now, and those that ended before they began. */
  readonly stopping: string[]
}

/**
 * Marks a thread whose turn was taken; what is in it goes later, in slices. The tombstone is its last event, so runs end
 * without one.
 * @param actorId null: nobody that others may know of
 */
export const markDeleted = async (
  context: MongoContext,
  row: ThreadRow,
  at: number,
  actorId: string | null,
): Promise<Deletion> => {
  const change = new ThreadChange(context, row, at, actorId)
  change.plan('thread.deleted')
  const changes = await change.write({
    set: { deletedAt: change.at, summariseAt: null, summariseTo: null },
    versioned: true,
  })
  await context.members.updateAll({ threadId: row._id }, { $set: { list: 'gone' } })
  const stops = await planStops(context, { thread: row._id, afterSeq: 0 })
  return { changes, stopping: await stopGenerations(context, stops, change.at) }
}
