import type { Change } from '../../../ports/commit.ts'
import type { ExpiredThreads, PurgeStore } from '../../../ports/purge-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { MongoContext } from '../mongo-context.ts'
import { takeThread } from '../threads/find-thread.ts'
import { type Deletion, markDeleted } from '../threads/mark-deleted.ts'
import type { Units } from '../units.ts'

type Expire = Parameters<PurgeStore['expireThreads']>[0]

/** Null: somebody was faster, with a message or a deletion. */
const expire = async (context: MongoContext, id: string, { before, at }: Expire): Promise<Deletion | null> => {
  const row = await takeThread(context, id)
  if (row === null || row.deletedAt !== null || row.lastActivityAt >= before) return null
  const { projectId } = row
  await writeAudit(context, { at, projectId, actor: 'server', action: 'thread.expired', threadId: id })
  return await markDeleted(context, row, at, null)
}

/** Deletes what was last active longest ago. */
export const expireThreads = async (units: Units, verb: Expire): Promise<ExpiredThreads> => {
  const { projectId, before, limit } = verb
  const idle = await units.alone(({ threads }) => {
    const filter = { projectId, deletedAt: { $type: 'null' }, lastActivityAt: { $lt: before } } as const
    return threads.all(filter, { sort: { lastActivityAt: 1 }, limit })
  })
  const threadIds: string[] = []
  const changes: Change[] = []
  const stopping: string[] = []
  for (const { _id: id } of idle) {
    const deletion = await units.inThread(id, context => expire(context, id, verb))
    if (deletion === null) continue
    threadIds.push(id)
    changes.push(...deletion.changes)
    stopping.push(...deletion.stopping)
  }
  return { threadIds, changes, stopping }
}
