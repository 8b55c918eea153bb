import type { InviteRecord } from '../../../ports/participant-store.ts'
import { collection, maybeWhole, oneOf, ownId, type RowOf, text, time, whole } from './fields.ts'

/** Its project is its thread's. */
export type InviteRow = Omit<RowOf<InviteRecord>, 'projectId'>

export const invites = collection<InviteRow>('invites', {
  ...ownId,
  threadId: text(1),
  role: oneOf(['collaborator', 'viewer']),
  createdBy: text(1),
  createdAt: time(),
  expiresAt: time(),
  revokedAt: maybeWhole(),
  uses: whole(),
  maxUses: maybeWhole(1),
})
invites.index({ threadId: 1, createdAt: 1, _id: 1 }, { name: 'of_thread' })
invites.index({ createdBy: 1 }, { name: 'creator' })
invites.index({ expiresAt: 1 }, { name: 'end' })
invites.index({ revokedAt: 1 }, { name: 'revoked', partialFilterExpression: { revokedAt: { $gte: 0 } } })
