import type { ThreadRole } from '@chat-view/protocol'
import type { Commanded, Commit } from './commit.ts'

/** What one can be invited as. */
export type GuestRole = Exclude<ThreadRole, 'owner'>

/** A standing invitation; whoever brings its signed link before it ends is let in (CV10). */
export interface InviteRecord {
  readonly id: string
  readonly threadId: string
  readonly projectId: string
  readonly role: GuestRole
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
  /** How many came by it. */
  readonly uses: number
  /** How many may; null: any number. */
  readonly maxUses: number | null
}

/** The person meant: one of ours, or the host's name for one, who is made known under `id` if nobody is yet. */
export type NewParticipant = { readonly userId: string } | { readonly externalId: string; readonly id: string }

/**
 * People in a thread (CV10). Each change of people raises the thread's seq with `participants.changed`, reaches the feeds
 * of all concerned (also of the one who was removed), and is in the audit trail; an invitation that is made or revoked is
 * in the trail only. All refuse an unknown (`not_found`), deleted (`deleted`) and, except for leaving and revoking,
 * archived thread (`thread_archived`). The owner stays the owner: what would change or remove them is `state_conflict`.
 */
export interface ParticipantStore {
  /** Lets somebody in; one who is there already keeps the higher role. At most 100 people a thread. @throws too_many, not_found (another project's user) */
  addParticipant(
    verb: Commanded & { threadId: string; actorId: string; user: NewParticipant; role: GuestRole },
  ): Promise<Commit<{ threadId: string; userId: string }>>
  /** @throws not_found (nobody there), state_conflict (the owner) */
  setParticipantRole(
    verb: Commanded & { threadId: string; actorId: string; userId: string; role: GuestRole },
  ): Promise<Commit<{ threadId: string; userId: string }>>
  /** Also to leave, with `userId` as `actorId`; then an archived thread is no obstacle. @throws not_found, state_conflict (the owner) */
  removeParticipant(
    verb: Commanded & { threadId: string; actorId: string; userId: string },
  ): Promise<Commit<{ threadId: string; userId: string }>>
  /** At most 50 standing ones a thread. @throws too_many */
  createInvite(
    verb: Commanded & {
      id: string
      threadId: string
      actorId: string
      role: GuestRole
      expiresAt: number
      maxUses: number | null
    },
  ): Promise<Commit<{ inviteId: string }>>
  /** Revoked twice is revoked. @throws not_found */
  revokeInvite(verb: Commanded & { id: string; actorId: string }): Promise<Commit<{ inviteId: string }>>
  /**
   * Lets the user in by it, or raises their role. Who is in with that role or a higher one stays what they are, and
   * nothing is counted. Each user comes by it once: it is no way back for who was removed. @throws not_found (unknown,
   * another project's), state_conflict (revoked, expired, used up, or used by them before), too_many
   */
  acceptInvite(verb: Commanded & { id: string; userId: string }): Promise<Commit<{ threadId: string }>>
  getInvite(id: string): Promise<InviteRecord | null>
  /** Those that still let somebody in at `at`, newest first. */
  listInvites(threadId: string, at: number): Promise<InviteRecord[]>
  /**
   * Makes a visitor's threads, messages, roles and opinions a known user's, all at once (SE2): ownership, authorship,
   * pins and read marks move; where both are in a thread the higher role stays; the visitor's sessions end and the
   * visitor names the user from then on. Again for the same user changes nothing. @throws not_found (either unknown,
   * another project), state_conflict (not a visitor, not a known user, or claimed by another)
   */
  claimVisitor(
    verb: Commanded & { visitorId: string; userId: string },
  ): Promise<Commit<{ userId: string; threadIds: string[]; sessionIds: string[] }>>
}
