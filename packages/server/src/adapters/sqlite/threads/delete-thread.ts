import type { Commit } from '../../../ports/commit.ts'
import type { ThreadStore } from '../../../ports/thread-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import type { WriteContext } from '../write-context.ts'
import { expectThreadVersion, findThread } from './find-thread.ts'
import { markDeleted } from './mark-deleted.ts'

/** Marks the thread; what is in it goes later, in slices. */
export const deleteThread = (
  context: WriteContext,
  verb: Parameters<ThreadStore['deleteThread']>[0],
): Commit<{ threadId: string; stopping: string[] }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, userId, version, at } = verb
    const row = findThread(sql, id)
    expectThreadVersion(sql, row, userId, version)
    const { changes, stopping } = markDeleted(context, row, at, userId)
    writeAudit(context, { at, projectId: row.project_id, actor: userId, action: 'thread.deleted', threadId: id })
    return { value: { threadId: id, stopping }, changes }
  })
