import { isBetween, type Rank, rankOf } from '../../../ports/thread-order.ts'
import type { MemberRow } from '../models/member.ts'
import type { MongoReader } from '../mongo-context.ts'
import { inOrder, type ListOf, type ListRange, rankOfMember, readRange } from './list-range.ts'

const hasMoved = (row: MemberRow, began: number): boolean =>
  row.activityAt > began || (row.pinnedAt !== null && row.pinnedAt > began)

/** Where a thread stood; null when it was not in the list yet. Activity that is no longer known was long ago. */
const standing = async (reader: MongoReader, row: MemberRow, began: number): Promise<Rank | null> => {
  if (row.since > began) return null
  const pinned = row.pinnedAt !== null && row.pinnedAt > began ? !row.pinned : row.pinned
  let at = row.activityAt
  if (at > began) {
    const filter = { threadId: row.threadId, activity: true, at: { $lte: began } }
    const event = await reader.events.get(filter, { sort: { at: -1 } })
    at = event?.at ?? row.since
  }
  return { rank: rankOf(pinned, at), id: row.threadId }
}

/** Threads of the list that are not where they were. */
const movers = async (reader: MongoReader, list: ListOf, began: number): Promise<Rank[]> => {
  const active = await reader.members.all({ ...list, rank: { $lt: -began } })
  const unpinned = await reader.members.all({ userId: list.userId, pinnedAt: { $gt: began } })
  const rows = new Map(active.filter(row => hasMoved(row, began)).map(row => [row.threadId, row]))
  for (const row of unpinned) if (row.list === list.list) rows.set(row.threadId, row)
  const ranks: Rank[] = []
  for (const row of rows.values()) {
    const rank = await standing(reader, row, began)
    if (rank !== null) ranks.push(rank)
  }
  return ranks
}

/**
 * A range of a list as it stood at a time, told from when threads were active and pinned. The nodes' clocks and the
 * database's must agree: by as much as they do not, a thread that moved then can be met twice.
 */
export const rangeByTimes = async (
  reader: MongoReader,
  list: ListOf,
  range: ListRange,
  began: number,
): Promise<Rank[]> => {
  const { from, to, order, limit } = range
  const moved = (await movers(reader, list, began)).filter(one => isBetween(one, from, to))
  const still: Rank[] = []
  for (let rest: ListRange = range; still.length < limit; ) {
    const rows = await readRange(reader, list, { ...rest, limit })
    still.push(...rows.filter(row => !hasMoved(row, began)).map(rankOfMember))
    const last = rows.at(-1)
    if (last === undefined || rows.length < limit) break
    rest = order === 1 ? { ...rest, from: rankOfMember(last) } : { ...rest, to: rankOfMember(last) }
  }
  return [...still, ...moved].sort(inOrder(order)).slice(0, limit)
}
