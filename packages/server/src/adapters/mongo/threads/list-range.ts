import { byRank, type Rank } from '../../../ports/thread-order.ts'
import type { MemberRow } from '../models/member.ts'
import type { MongoReader } from '../mongo-context.ts'

/** Whose list, and which of theirs. */
export interface ListOf {
  readonly userId: string
  readonly list: MemberRow['list']
}

export interface ListRange {
  /** Exclusive. */
  readonly from: Rank
  readonly to: Rank
  /** Which end is read first. */
  readonly order: 1 | -1
  readonly limit: number
}

export const rankOfMember = ({ rank, threadId }: MemberRow): Rank => ({ rank, id: threadId })

/** Members' rows in a range of a list: a range of one index, in its order. */
export const readRange = (
  reader: MongoReader,
  { userId, list }: ListOf,
  { from, to, order, limit }: ListRange,
): Promise<MemberRow[]> => {
  const rank = { $gte: from.rank, $lte: to.rank }
  const outside = [
    { rank: from.rank, threadId: { $lte: from.id } },
    { rank: to.rank, threadId: { $gte: to.id } },
  ]
  return reader.members.all({ userId, list, rank, $nor: outside }, { sort: { rank: order, threadId: order }, limit })
}

/** In the order in which a range is read. */
export const inOrder =
  (order: 1 | -1) =>
  (a: Rank, b: Rank): number =>
    order * byRank(a, b)
