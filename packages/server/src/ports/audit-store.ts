import type { StorePage } from './thread-store.ts'

/** What the audit trail tells of (CV4): edits, deletions, permissions, settings, and what people let tools do (AI10). */
export const auditActions = [
  'message.edited',
  'message.deleted',
  'thread.deleted',
  'thread.expired',
  'participant.added',
  'participant.changed',
  'participant.removed',
  'invite.created',
  'invite.revoked',
  'visitor.claimed',
  'user.erased',
  'project.created',
  'project.changed',
  'key.added',
  'key.ended',
  'operator.added',
  'operator.revoked',
  'tool.allowed',
  'tool.declined',
] as const

export type AuditAction = (typeof auditActions)[number]

/**
 * One line of the trail, written in the transaction of the change itself and never changed. People are pseudonyms
 * (`user:<pseudonym>`), others by their ids (`operator:<key id>`, `server`, `command-line`); no text is in it, only a
 * hash of it under a key of the user whose text it was.
 */
export interface AuditRecord {
  readonly id: string
  readonly at: number
  readonly projectId: string | null
  readonly actor: string
  readonly action: AuditAction
  readonly threadId: string | null
  readonly messageId: string | null
  /** Whom or what it was done to, where that is neither thread nor message: a person's pseudonym, a key's id, names of settings. */
  readonly subject: string | null
  /** HMAC-SHA256 in base64url of the text that was there before, under the key of the user whose it was (of answers, the thread's owner). */
  readonly contentHash: string | null
  /** The seal that covers it; null until the job comes round. */
  readonly seal: number | null
}

/** A signed hash over the rows of one closed interval; each names the one before (CV4). */
export interface AuditSeal {
  readonly number: number
  /** Times of the oldest and newest row. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** `hash` of the seal before it; null for the first. */
  readonly previous: string | null
  readonly hash: string
  readonly signature: string
  readonly at: number
}

export interface AuditPlace {
  readonly at: number
  readonly id: string
}

export interface AuditQuery {
  /** Null: what belongs to no project. Absent: all. */
  readonly projectId?: string | null
  readonly limit: number
  readonly before?: AuditPlace
  readonly after?: AuditPlace
}

/** What is to be sealed next. */
export interface UnsealedAudit {
  /** The number that the seal will have. */
  readonly number: number
  readonly previous: string | null
  /** In order of id. */
  readonly rows: readonly AuditRecord[]
}

/** The append-only trail. Its rows are written by the verbs that change something, not here. */
export interface AuditStore {
  /** Newest first. */
  listAudit(query: AuditQuery): Promise<StorePage<AuditRecord, AuditPlace>>
  /** Rows that no seal covers and that are older than `before`. A set, never a cursor: what commits late is in the next one. */
  unsealedAudit(query: { before: number; limit: number }): Promise<UnsealedAudit>
  /** Writes the seal and marks its rows, together. False: another was faster, nothing was changed. */
  sealAudit(seal: AuditSeal, ids: readonly string[]): Promise<boolean>
  /** In order, from the first after `after` on. */
  listSeals(query: { after: number; limit: number }): Promise<AuditSeal[]>
  /** Rows that claim to be covered by that seal, in order of id. */
  sealedAudit(number: number): Promise<AuditRecord[]>
  /** Seal numbers that rows name although no such seal exists, in order. */
  unknownSeals(): Promise<number[]>
}
