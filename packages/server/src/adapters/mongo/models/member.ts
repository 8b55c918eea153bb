import type { ThreadRole } from '@chat-view/protocol'
import { collection, flag, maybeWhole, oneOf, text, time, whole } from './fields.ts'

/** A thread in one user's list; it repeats what orders that list, so that a page is one range of one index. */
export interface MemberRow {
  readonly threadId: string
  readonly userId: string
  readonly role: ThreadRole
  readonly since: number
  readonly readSeq: number
  readonly list: 'open' | 'archived' | 'gone'
  readonly pinned: boolean
  /** When the pin was last set or taken off; null: never, or not so that a walk through the list must know. */
  readonly pinnedAt: number | null
  readonly activityAt: number
  /** `rankOf(pinned, activityAt)`: pinned threads first, newer activity before older. */
  readonly rank: number
}

export const members = collection<MemberRow>('members', {
  threadId: text(1),
  userId: text(1),
  role: oneOf(['owner', 'collaborator', 'viewer']),
  since: time(),
  readSeq: whole(),
  list: oneOf(['open', 'archived', 'gone']),
  pinned: flag,
  pinnedAt: maybeWhole(),
  activityAt: time(),
  rank: { type: Number, required: true },
})
members.index({ threadId: 1, userId: 1 }, { name: 'member', unique: true })
members.index({ userId: 1, list: 1, rank: 1, threadId: 1 }, { name: 'list' })
members.index({ threadId: 1 }, { name: 'owner', unique: true, partialFilterExpression: { role: 'owner' } })
members.index({ userId: 1, role: 1, since: -1 }, { name: 'guest' })
members.index({ userId: 1, pinnedAt: 1 }, { name: 'pins', partialFilterExpression: { pinnedAt: { $gte: 0 } } })
