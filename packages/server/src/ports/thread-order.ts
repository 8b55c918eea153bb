import type { ThreadPlace } from './thread-store.ts'

/** Where a thread stands in a user's list: smaller first (ST5). */
export interface Rank {
  readonly rank: number
  /** Orders threads of one rank. */
  readonly id: string
}

/** What a pin takes off a rank: more than any time. */
export const pinWeight = 17_592_186_044_416

/** Pinned threads first, newer activity before older. */
export const rankOf = (pinned: boolean, at: number): number => -at - (pinned ? pinWeight : 0)

export const byRank = (a: Rank, b: Rank): number => a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Before all, and after all, that a list can hold. */
export const listStart: Rank = { rank: -Number.MAX_SAFE_INTEGER, id: '' }
export const listEnd: Rank = { rank: Number.MAX_SAFE_INTEGER, id: '' }

/** The rank that a cursor names. */
export const rankOfPlace = ({ pinned, at, id }: ThreadPlace): Rank => ({ rank: rankOf(pinned, at), id })

/** The cursor that names a rank, in the walk that began at `asOf`. */
export const placeOfRank = ({ rank, id }: Rank, asOf: number): ThreadPlace => {
  const pinned = rank < -pinWeight / 2
  return { asOf, pinned, at: pinned ? -rank - pinWeight : -rank, id }
}

/** Strictly between two ranks. */
export const isBetween = (one: Rank, from: Rank, to: Rank): boolean => byRank(one, from) > 0 && byRank(one, to) < 0
