import type { AuditSealer } from '../domain/audit/audit-sealer.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface SealAuditJobOptions {
  readonly sealer: Pick<AuditSealer, 'seal'>
}

/** A row is sealed once, whoever comes first. */
export const sealAuditJob = ({ sealer }: SealAuditJobOptions): JobDefinition => ({
  name: 'seal-audit',
  meaning: 'Seals the newest rows of the audit trail',
  run: (_, { signal }) => sealer.seal({ signal }),
})
