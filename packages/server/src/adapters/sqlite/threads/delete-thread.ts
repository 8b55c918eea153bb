import type { Commit } from '../../../ports/commit.ts'
import type { ThreadStore } from '../../../ports/thread-store.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { expectThreadVersion, findThread } from './find-thread.ts'

/** Marks the thread; what is in it goes later, in slices. The tombstone is its last event, so runs end without one. */
export const deleteThread = (
  context: WriteContext,
  verb: Parameters<ThreadStore['deleteThread']>[0],
): Commit<{ threadId: string; stopping: string[] }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, userId, version, at } = verb
    const row = findThread(sql, id)
    expectThreadVersion(sql, row, userId, version)
    const change = new ThreadChange(context, row, at, userId)
    change.plan('thread.deleted')
    const changes = change.write()
    sql.run('UPDATE threads SET deleted_at = ?, version = version + 1 WHERE id = ?', change.at, id)
    sql.run("UPDATE members SET list = 'gone' WHERE thread_id = ?", id)
    const stopping = stopGenerations(context, planStops(context, { thread: id, afterSeq: 0 }), change.at)
    return { value: { threadId: id, stopping }, changes }
  })
