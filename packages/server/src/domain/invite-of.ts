import type { Invite } from '@chat-view/protocol'
import type { InviteRecord } from '../ports/participant-store.ts'

/** An invitation as those see it who may manage it. */
export const inviteOf = (record: InviteRecord): Invite => {
  const { projectId: _project, revokedAt: _revoked, ...invite } = record
  return invite
}
