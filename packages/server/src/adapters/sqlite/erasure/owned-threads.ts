import { writeAudit } from '../audit/write-audit.ts'
import { emptyThread, rowsIn } from '../purge/empty-thread.ts'
import { markDeleted } from '../threads/mark-deleted.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { ErasurePhase } from './erasure-run.ts'

/** Owned threads are deleted, for everybody in them. */
export const deleteOwnedThreads: ErasurePhase = (run, limit) => {
  const { context, userId, projectId, at } = run
  const owned = context.sql.all<{ id: string }>(
    'SELECT id FROM threads WHERE owner_id = ? AND deleted_at IS NULL LIMIT ?',
    userId,
    limit,
  )
  for (const { id } of owned) {
    const row = context.sql.get<ThreadRow>(threadById, id)
    if (row === undefined) continue
    const { changes, stopping } = markDeleted(context, row, at, null)
    run.changes.push(...changes)
    run.stopping.push(...stopping)
    run.counts.threads++
    writeAudit(context, { at, projectId, actor: 'server', action: 'thread.deleted', threadId: id })
  }
  return owned.length
}

/** And emptied, whether their answers have ended or not: an owner whose row is gone writes nothing more. */
export const emptyOwnedThreads: ErasurePhase = (run, limit) => {
  const { context, userId } = run
  let rows = 0
  while (rows < limit) {
    const full = context.sql.get<{ id: string }>(
      'SELECT id FROM threads WHERE owner_id = ? AND deleted_at IS NOT NULL AND emptied = 0 LIMIT 1',
      userId,
    )
    if (full === undefined) break
    const contents = emptyThread(context, full.id, limit - rows)
    run.generations.push(...contents.generations)
    rows += Math.max(rowsIn(contents), 1)
  }
  return rows
}

/** Tombstones belong to a nameless visitor of the erasure's id, for as long as others may ask for them. */
export const leaveTombstones: ErasurePhase = ({ context, userId, projectId, id, at }, limit) => {
  const { sql } = context
  if (sql.get('SELECT 1 FROM threads WHERE owner_id = ? LIMIT 1', userId) === undefined) return 0
  sql.run(
    `INSERT OR IGNORE INTO users (id, project_id, kind, created_at, erased_at) VALUES (?, ?, 'visitor', ?, ?)`,
    id,
    projectId,
    at,
    at,
  )
  return sql.run(
    'UPDATE threads SET owner_id = ? WHERE id IN (SELECT id FROM threads WHERE owner_id = ? LIMIT ?)',
    id,
    userId,
    limit,
  )
}
