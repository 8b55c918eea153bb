import { v7 } from 'uuid'
import type { AuditAction } from '../../../ports/audit-store.ts'
import type { WriteContext } from '../write-context.ts'
import { auditHash, auditName } from './audit-keys.ts'

/** What a verb tells the trail (CV4). */
export interface AuditLine {
  readonly at: number
  readonly projectId: string | null
  /** A user's id; or `operator:<key id>`, `command-line`, `server`. */
  readonly actor: string
  readonly action: AuditAction
  readonly threadId?: string
  readonly messageId?: string
  /** The user it was done to, by id. */
  readonly person?: string
  /** What else it was done to: a key's id, an invitation's, names of settings. */
  readonly subject?: string
  /** The text that was there before, and whose it was; only a hash of it is kept. */
  readonly content?: { readonly ownerId: string | null; readonly text: string }
}

/** Adds a line in the transaction of the change itself. */
export const writeAudit = (context: WriteContext, line: AuditLine): void => {
  const { at, content, person } = line
  context.sql.run(
    `INSERT INTO audit (id, at, project_id, actor, action, thread_id, message_id, subject, content_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    v7({ msecs: at }),
    at,
    line.projectId,
    auditName(context, line.actor),
    line.action,
    line.threadId ?? null,
    line.messageId ?? null,
    person === undefined ? (line.subject ?? null) : auditName(context, person),
    content === undefined ? null : auditHash(context, content.ownerId, content.text),
  )
}
