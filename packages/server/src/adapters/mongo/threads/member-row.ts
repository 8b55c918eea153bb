import { rankOf } from '../../../ports/thread-order.ts'
import type { MemberRow } from '../models/member.ts'

type NewMember = Pick<MemberRow, 'threadId' | 'userId' | 'role' | 'since' | 'activityAt'> &
  Partial<Pick<MemberRow, 'readSeq' | 'list'>>

/** Somebody who has just come: nothing pinned, and, unless told, nothing read of an open thread. */
export const newMember = (member: NewMember): MemberRow => ({
  readSeq: 0,
  list: 'open',
  ...member,
  pinned: false,
  pinnedAt: null,
  rank: rankOf(false, member.activityAt),
})
