import type { ThreadRole } from '@chat-view/protocol'

/** Roles by what they may do: the higher permits more. */
export const rankOfRole: Readonly<Record<ThreadRole, number>> = { viewer: 1, collaborator: 2, owner: 3 }

type MaybeRole = ThreadRole | null

/** The one of two roles that permits more; null is no role. */
export const higherRole = <A extends MaybeRole, B extends MaybeRole>(one: A, other: B): A | B => {
  if (one === null || other === null) return one ?? other
  return rankOfRole[one] >= rankOfRole[other] ? one : other
}
