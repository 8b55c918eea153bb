import { type AuditRecord, auditActions } from '../../../ports/audit-store.ts'
import { collection, maybeText, maybeWhole, oneOf, ownId, type RowOf, text, time } from './fields.ts'

/** A line of the trail. Nothing here refuses that it is changed: the seals tell of it (CV4). */
export type AuditRow = RowOf<AuditRecord>

/** The condition of the partial index: a query that is to use it holds it word for word. */
export const isUnsealed = { seal: { $type: 'null' } } as const

export const audit = collection<AuditRow>('audit', {
  ...ownId,
  at: time(),
  projectId: maybeText(),
  actor: text(1),
  action: oneOf(auditActions),
  threadId: maybeText(),
  messageId: maybeText(),
  subject: maybeText(1),
  contentHash: maybeText(43),
  seal: maybeWhole(1),
})
audit.index({ at: 1, _id: 1 }, { name: 'age' })
audit.index({ projectId: 1, at: 1, _id: 1 }, { name: 'of_project' })
audit.index({ at: 1, _id: 1 }, { name: 'unsealed', partialFilterExpression: isUnsealed })
audit.index({ seal: 1, _id: 1 }, { name: 'sealed', partialFilterExpression: { seal: { $gte: 1 } } })
