import type {
  AdminProject,
  ContextUse,
  Feedback,
  GenerationState,
  MessagePart,
  PageTool,
  ThreadEventType,
  ThreadRole,
  Usage,
  Verdict,
} from '@chat-view/protocol'
import type { AuditRecord, AuditSeal } from './audit-store.ts'
import type { ErasureRecord } from './erasure-store.ts'
import type { SessionRecord, UserRecord } from './identity-store.ts'
import type { MaskRecord } from './mask-vault.ts'
import type { InviteRecord } from './participant-store.ts'
import type { OperatorKeyRecord, SigningKeyRecord } from './project-store.ts'
import type { CallRecord } from './usage-store.ts'

/** A thread with what orders its changes. */
export interface ArchivedThread {
  readonly id: string
  readonly projectId: string
  readonly ownerId: string
  readonly version: number
  readonly seq: number
  readonly notableSeq: number
  /** Up to where its events are no longer kept. */
  readonly purgedSeq: number
  readonly title: string | null
  readonly createdAt: number
  readonly lastActivityAt: number
  readonly archivedAt: number | null
  readonly deletedAt: number | null
  readonly messageCount: number
  readonly totalTokens: number
}

export interface ArchivedMember {
  readonly threadId: string
  readonly userId: string
  readonly role: ThreadRole
  readonly since: number
  readonly readSeq: number
  readonly pinned: boolean
}

export interface ArchivedMessage {
  readonly id: string
  readonly threadId: string
  readonly seq: number
  readonly version: number
  readonly role: 'user' | 'assistant' | 'system'
  readonly authorId: string | null
  readonly commandId: string | null
  /** A person's; an answer's are in its versions. */
  readonly parts: readonly MessagePart[]
  readonly shown: number
  readonly versions: number
  readonly edits: number
  readonly editedAt: number | null
  readonly deletedAt: number | null
  readonly supersededBy: string | null
  readonly createdAt: number
}

export interface ArchivedEdit {
  readonly id: string
  readonly messageId: string
  readonly number: number
  readonly authorId: string
  readonly at: number
  readonly before: string
  readonly after: string
}

export interface ArchivedGeneration {
  readonly id: string
  readonly messageId: string
  readonly threadId: string
  readonly userId: string
  readonly version: number
  readonly state: GenerationState
  readonly owner: string
  readonly term: number
  readonly stopRequested: boolean
  readonly continues: boolean
  readonly provider: string
  readonly model: string
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly reason: string | null
  readonly length: number | null
  readonly hash: string | null
  readonly tokens: number
  readonly usage: Usage | null
  readonly tools: readonly PageTool[]
  readonly suggestions: readonly string[]
  readonly context: ContextUse | null
}

export interface ArchivedAnswer {
  readonly messageId: string
  readonly number: number
  readonly generationId: string
  readonly parts: readonly MessagePart[]
  readonly createdAt: number
}

export interface ArchivedEvent {
  readonly threadId: string
  readonly seq: number
  readonly type: ThreadEventType
  readonly at: number
  readonly activity: boolean
  readonly actorId: string | null
  readonly messageId: string | null
  readonly generationId: string | null
  readonly messageIds: readonly string[] | null
  readonly summaryId: string | null
}

export interface ArchivedSummary {
  readonly id: string
  readonly threadId: string
  readonly version: number
  readonly fromSeq: number
  readonly toSeq: number
  readonly messages: number
  readonly text: string
  readonly stale: boolean
  readonly authorId: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/**
 * Everything that is durable, by kind, in an order in which parents come before children. What can be made again (the
 * search index, places in lists) is not in it, nor is what has no meaning elsewhere (leases, locks, jobs).
 */
export interface ArchiveRows {
  project: AdminProject
  signing_key: SigningKeyRecord
  operator_key: OperatorKeyRecord
  user: UserRecord & { readonly feedSeq: number; readonly mergedInto: string | null; readonly erasedAt: number | null }
  session: SessionRecord
  thread: ArchivedThread
  member: ArchivedMember
  message: ArchivedMessage
  edit: ArchivedEdit
  generation: ArchivedGeneration
  answer: ArchivedAnswer
  summary: ArchivedSummary
  feedback: Feedback & {
    readonly messageId: string
    readonly userId: string
    /** Of the version. An archive of format 1 does not say: of the one that is shown. */
    readonly number?: number
    readonly at: number
  }
  invite: InviteRecord & { readonly acceptedBy: readonly string[] }
  event: ArchivedEvent
  feed: { readonly userId: string; readonly seq: number; readonly threadId: string; readonly at: number }
  delivery: {
    readonly threadId: string
    readonly subscriber: string
    readonly seq: number
    readonly at: number
    readonly userId: string | null
  }
  command: {
    readonly userId: string
    readonly id: string
    readonly fingerprint: string
    readonly value: unknown
    readonly at: number
  }
  audit_key: { readonly userId: string; readonly pseudonym: string; readonly key: string }
  audit: AuditRecord
  seal: AuditSeal
  erasure: ErasureRecord
  call: CallRecord
  verdict: Verdict
  mask: MaskRecord & { readonly threadId: string }
}

/**
 * One row with the key that orders rows of its kind, the same in every store (`archive-key.ts`): its id, or
 * `[projectId, kid]` of a signing key, `[0 or 1: merged, id]` of a user, `[threadId, userId]` of a member,
 * `[threadId, seq]` of messages and events, `[messageId, number]` of edits and answers, `[messageId, userId, number]` of
 * feedback, `[userId, seq]` of a feed, `[threadId, subscriber, seq, how many of these are before it]` of a delivery,
 * `[userId, id]` of a command, `[userId]` of an audit key, `[threadId, placeholder]` of a mask and `[number]` of a seal.
 */
export interface ArchiveRow<K extends keyof ArchiveRows> {
  readonly key: string
  readonly row: ArchiveRows[K]
}

/** All kinds, parents first. */
export const archiveKinds = [
  'project',
  'signing_key',
  'operator_key',
  'user',
  'session',
  'thread',
  'member',
  'message',
  'edit',
  'generation',
  'answer',
  'summary',
  'feedback',
  'invite',
  'event',
  'feed',
  'delivery',
  'command',
  'audit_key',
  'audit',
  'seal',
  'erasure',
  'call',
  'verdict',
  'mask',
] as const satisfies readonly (keyof ArchiveRows)[]
