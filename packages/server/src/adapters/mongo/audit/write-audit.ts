import { v7 } from 'uuid'
import type { AuditAction } from '../../../ports/audit-store.ts'
import type { MongoContext } from '../mongo-context.ts'
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
export const writeAudit = async (context: MongoContext, line: AuditLine): Promise<void> => {
  const { at, projectId, action, content, person, threadId = null, messageId = null } = line
  const actor = await auditName(context, line.actor)
  const subject = person === undefined ? (line.subject ?? null) : await auditName(context, person)
  const contentHash = content === undefined ? null : await auditHash(context, content.ownerId, content.text)
  const what = { projectId, actor, action, threadId, messageId, subject, contentHash }
  await context.audit.insert({ _id: v7({ msecs: at }), at, ...what, seal: null })
}
