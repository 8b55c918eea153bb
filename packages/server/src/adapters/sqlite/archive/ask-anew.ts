import type { ArchiveRows } from '../../../ports/archive-row.ts'
import type { WriteContext } from '../write-context.ts'

/** A summary that was stale is to be written anew here. */
export const askAnew = ({ sql }: WriteContext, { stale, threadId, updatedAt }: ArchiveRows['summary']): void => {
  if (stale) sql.run('UPDATE threads SET summarise_at = coalesce(summarise_at, ?) WHERE id = ?', updatedAt, threadId)
}
