import type { CommandResult, GuestRole, Invite, Participant } from '@chat-view/protocol'
import type { Abortable } from '../options.ts'

export interface InviteOptions extends Abortable {
  /** Seconds until it ends: 60 to 2,592,000, default seven days. */
  readonly expiresIn?: number | undefined
  /** How many may come by it: 1 to 100; any number unless told. */
  readonly maxUses?: number | undefined
}

/**
 * The people of one thread (CV10); `thread.$participants` shows who is there. Each rejects with `not_found` before the
 * thread was created. Changes go through the outbox, in order: they wait while there is no connection, and who was to be
 * removed is removed also after a reload. Only `createInvite` does not outlive the page, for nobody would see its token.
 */
export interface ThreadParticipants {
  list(options?: Abortable): Promise<readonly Participant[]>
  /** Lets a user in by the host's id of them; who is there already keeps the higher role. */
  invite(user: string, role: GuestRole, options?: Abortable): Promise<Participant>
  /** Makes a token for a link: the host puts it where it likes, and `chat.acceptInvite` takes it. Shown once. */
  createInvite(role: GuestRole, options?: InviteOptions): Promise<CommandResult<'createInvite'>>
  /** Standing invitations, newest first; for the owner. */
  invites(options?: Abortable): Promise<readonly Invite[]>
  /** Nobody comes by it any more; who came stays. */
  revoke(inviteId: string, options?: Abortable): Promise<void>
  setRole(userId: string, role: GuestRole, options?: Abortable): Promise<Participant>
  /** Takes somebody out; what they have open of it ends at once. */
  remove(userId: string, options?: Abortable): Promise<void>
  /** Goes oneself; the thread is `gone` then. */
  leave(options?: Abortable): Promise<void>
}
