import { collection, text } from './fields.ts'

/** What leads from the audit trail to a user; without it nothing does. */
export interface AuditKeyRow {
  readonly userId: string
  readonly pseudonym: string
  /** Of the hashes of their texts: 32 bytes in base64url. */
  readonly key: string
}

export const auditKeys = collection<AuditKeyRow>('audit_keys', {
  userId: text(1),
  pseudonym: text(1),
  key: { ...text(43), maxlength: 43 },
})
auditKeys.index({ userId: 1 }, { name: 'user', unique: true })
auditKeys.index({ pseudonym: 1 }, { name: 'pseudonym', unique: true })
