import { z } from 'zod'
import { id, time } from './ids.ts'

/** What a receipt says: nothing in it leads to the person. */
export const receiptClaims = z.object({
  id,
  project: id,
  requestedAt: time,
  finishedAt: time,
  counts: z.object({ threads: z.number().int().min(0), messages: z.number().int().min(0) }),
  backupsUntil: time.meta({ description: 'Until then backups may hold the rest' }),
})

/** Signed proof that everything of a user was erased (ST8); `chat-view verify` checks it. */
export const receipt = z.object({ ...receiptClaims.shape, signature: z.string() }).meta({ id: 'ErasureReceipt' })

export type ReceiptClaims = z.infer<typeof receiptClaims>
export type Receipt = z.infer<typeof receipt>
