import type { Change } from '../../../ports/commit.ts'
import type { ExpiredThreads, PurgeStore } from '../../../ports/purge-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { markDeleted } from '../threads/mark-deleted.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'

/** Deletes what was last active longest ago. */
export const expireThreads = (
  context: WriteContext,
  { projectId, before, at, limit }: Parameters<PurgeStore['expireThreads']>[0],
): ExpiredThreads => {
  const { sql } = context
  const idle = sql.all<{ id: string }>(
    `SELECT id FROM threads WHERE project_id = ? AND deleted_at IS NULL AND last_activity_at < ?
     ORDER BY last_activity_at LIMIT ?`,
    projectId,
    before,
    limit,
  )
  const changes: Change[] = []
  const stopping: string[] = []
  for (const { id } of idle) {
    const row = sql.get<ThreadRow>(threadById, id)
    if (row === undefined) continue
    const deletion = markDeleted(context, row, at, null)
    changes.push(...deletion.changes)
    stopping.push(...deletion.stopping)
    writeAudit(context, { at, projectId, actor: 'server', action: 'thread.expired', threadId: id })
  }
  return { threadIds: idle.map(({ id }) => id), changes, stopping }
}
