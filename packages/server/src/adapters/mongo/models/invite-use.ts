import { collection, text } from './fields.ts'

/** Who came by an invitation. */
export interface InviteUseRow {
  readonly inviteId: string
  readonly userId: string
}

export const inviteUses = collection<InviteUseRow>('invite_uses', { inviteId: text(1), userId: text(1) })
inviteUses.index({ inviteId: 1, userId: 1 }, { name: 'use', unique: true })
inviteUses.index({ userId: 1 }, { name: 'user' })
