import type { AuditAction, AuditRecord, AuditSeal } from '../../../ports/audit-store.ts'

export interface AuditRow {
  readonly id: string
  readonly at: number
  readonly project_id: string | null
  readonly actor: string
  readonly action: AuditAction
  readonly thread_id: string | null
  readonly message_id: string | null
  readonly subject: string | null
  readonly content_hash: string | null
  readonly seal: number | null
}

export interface SealRow {
  readonly number: number
  readonly from_at: number
  readonly to_at: number
  readonly count: number
  readonly previous: string | null
  readonly hash: string
  readonly signature: string
  readonly at: number
}

export const selectAudit =
  'SELECT id, at, project_id, actor, action, thread_id, message_id, subject, content_hash, seal FROM audit'

export const selectSeal = 'SELECT number, from_at, to_at, count, previous, hash, signature, at FROM audit_seals'

export const toAuditRecord = (row: AuditRow): AuditRecord => ({
  id: row.id,
  at: row.at,
  projectId: row.project_id,
  actor: row.actor,
  action: row.action,
  threadId: row.thread_id,
  messageId: row.message_id,
  subject: row.subject,
  contentHash: row.content_hash,
  seal: row.seal,
})

export const toSeal = (row: SealRow): AuditSeal => ({
  number: row.number,
  from: row.from_at,
  to: row.to_at,
  count: row.count,
  previous: row.previous,
  hash: row.hash,
  signature: row.signature,
  at: row.at,
})
