import { rankOf } from '../../../ports/thread-order.ts'
import { type AnyRow, type Found, type Rule, rowsOf, textOf, writingOf } from './rule.ts'

/** A thread's owner stands in it as that. */
export const ownerPlace: Rule = {
  kind: 'list_place',
  field: 'ownerId',
  async detect(reader, rows) {
    const living = rows.filter(row => row.deletedAt === null)
    if (living.length === 0) return []
    const ids = living.map(row => textOf(row._id))
    const owners = await rowsOf(reader, 'members').all({ threadId: { $in: ids }, role: 'owner' })
    const stands = (row: AnyRow): boolean =>
      owners.some(({ threadId, userId }) => threadId === row._id && userId === row.ownerId)
    return living.flatMap((row): Found[] => (stands(row) ? [] : [{ row, found: null, expected: textOf(row.ownerId) }]))
  },
  async repair(context, { row }) {
    const members = writingOf(context, 'members')
    const place = { threadId: textOf(row._id), userId: textOf(row.ownerId) }
    await members.update(
      { threadId: place.threadId, role: 'owner', userId: { $ne: place.userId } },
      { $set: { role: 'collaborator' } },
    )
    if ((await members.update(place, { $set: { role: 'owner' } })) > 0) return
    const activityAt = Number(row.lastActivityAt)
    const list = row.archivedAt === null ? 'open' : 'archived'
    const seen = { since: row.createdAt, readSeq: 0, pinned: false, pinnedAt: null }
    await members.insert({ ...place, ...seen, role: 'owner', list, activityAt, rank: rankOf(false, activityAt) })
  },
}
