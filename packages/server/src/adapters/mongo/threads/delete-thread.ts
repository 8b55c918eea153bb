import type { Commit } from '../../../ports/commit.ts'
import type { ThreadStore } from '../../../ports/thread-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { expectThreadVersion, findThread } from './find-thread.ts'
import { markDeleted } from './mark-deleted.ts'

/** Marks the thread; what is in it goes later, in slices. */
export const deleteThread = (
  context: MongoContext,
  verb: Parameters<ThreadStore['deleteThread']>[0],
): Promise<Commit<{ threadId: string; stopping: string[] }>> =>
  once(context, verb, async () => {
    const { id, userId, version, at } = verb
    const row = await findThread(context, id)
    await expectThreadVersion(context, row, userId, version)
    const { changes, stopping } = await markDeleted(context, row, at, userId)
    const { projectId } = row
    await writeAudit(context, { at, projectId, actor: userId, action: 'thread.deleted', threadId: id })
    return { value: { threadId: id, stopping }, changes }
  })
