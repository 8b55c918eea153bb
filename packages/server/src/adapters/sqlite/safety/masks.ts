import type { MaskRecord } from '../../../ports/mask-vault.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'

/** Oldest first. */
export const listMasks = (sql: Sql, threadId: string, limit: number): MaskRecord[] =>
  sql.all<MaskRecord>(
    'SELECT placeholder, sealed, at FROM masks WHERE thread_id = ? ORDER BY at, placeholder LIMIT ?',
    threadId,
    limit,
  )

const open = 'SELECT 1 FROM threads WHERE id = ? AND deleted_at IS NULL'
const taken = 'SELECT 1 FROM masks WHERE thread_id = ? AND placeholder = ?'
const insert = 'INSERT INTO masks (thread_id, placeholder, sealed, at) VALUES (?, ?, ?, ?)'

/** All or none. */
export const addMasks = ({ sql }: WriteContext, threadId: string, masks: readonly MaskRecord[]): boolean => {
  if (sql.get(open, threadId) === undefined) return false
  if (masks.some(({ placeholder }) => sql.get(taken, threadId, placeholder) !== undefined)) return false
  for (const { placeholder, sealed, at } of masks) sql.run(insert, threadId, placeholder, sealed, at)
  return true
}
