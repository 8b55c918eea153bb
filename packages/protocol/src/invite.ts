import { z } from 'zod'
import { id, time } from './ids.ts'

/** What one can be invited as. */
export const guestRole = z.enum(['collaborator', 'viewer'])

/** A standing invitation into a thread; its link is shown once, to who made it (CV10). */
export const invite = z
  .object({
    id,
    threadId: id,
    role: guestRole,
    createdBy: id,
    createdAt: time,
    expiresAt: time,
    uses: z.number().int().min(0),
    maxUses: z.number().int().min(1).nullable(),
  })
  .meta({ id: 'Invite' })

/** The signed word that lets its bearer in; opaque. */
export const inviteToken = z.string().min(1).max(2_000)

export type GuestRole = z.infer<typeof guestRole>
export type Invite = z.infer<typeof invite>
