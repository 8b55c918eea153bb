import type { AuditSeal } from '../../../ports/audit-store.ts'
import { collection, maybeText, text, time, whole } from './fields.ts'

export const auditSeals = collection<AuditSeal>('audit_seals', {
  number: whole(1),
  from: time(),
  to: time(),
  count: whole(1),
  previous: maybeText(),
  hash: text(1),
  signature: text(1),
  at: time(),
})
auditSeals.index({ number: 1 }, { name: 'number', unique: true })
