import type { ArchiveRows } from '../../../ports/archive-row.ts'
import type { WriteContext } from '../write-context.ts'

/** Who came by an invitation. */
export const keepUses = ({ sql }: WriteContext, { id, acceptedBy }: ArchiveRows['invite']): void => {
  for (const userId of acceptedBy)
    sql.run('INSERT INTO invite_uses (invite_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING', id, userId)
}
