import { z } from 'zod'
import { id, time } from './ids.ts'

/** A line of the audit trail, as operators see it (CV4): who (a pseudonym), when, what; never content. */
export const auditEntry = z
  .object({
    id,
    at: time,
    actor: z.string(),
    action: z.string(),
    threadId: id.nullable(),
    messageId: id.nullable(),
    subject: z.string().nullable(),
    contentHash: z.string().nullable(),
    seal: z.number().int().min(1).nullable().meta({ description: 'The seal that covers it; null: not yet sealed' }),
  })
  .meta({ id: 'AuditEntry' })

export type AuditEntry = z.infer<typeof auditEntry>
