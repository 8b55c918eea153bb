import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureRecord, ErasureStore } from '../../../ports/erasure-store.ts'
import type { WriteContext } from '../write-context.ts'
import { getErasure } from './erasure-row.ts'

/** The end of an erasure whose rows are gone. */
export const closeErasure = (
  { sql }: WriteContext,
  { id, at }: Parameters<ErasureStore['closeErasure']>[0],
): ErasureRecord => {
  sql.run(
    `UPDATE erasures SET finished_at = max(requested_at, ?)
     WHERE id = ? AND user_id IS NULL AND finished_at IS NULL`,
    at,
    id,
  )
  const erasure = getErasure(sql, id)
  if (erasure === null) throw new CodedError('not_found')
  if (erasure.finishedAt === null) throw new CodedError('state_conflict')
  return erasure
}
