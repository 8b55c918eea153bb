import { z } from 'zod'
import { bounds } from '../codes/bounds.ts'
import { id } from '../ids.ts'
import { guestRole, invite, inviteToken } from '../invite.ts'
import { defineCommand } from './define-command.ts'

/** A link is what the host makes of the token; whoever brings it before it ends is let in (CV10). */
export const createInvite = defineCommand({
  name: 'createInvite',
  summary: 'Make an invitation that can be passed on',
  args: z.object({
    thread: id,
    role: guestRole,
    expiresIn: z
      .number()
      .int()
      .min(bounds.invite.minSeconds)
      .max(bounds.invite.maxSeconds)
      .optional()
      .meta({ description: 'Seconds; seven days unless told' }),
    maxUses: z
      .number()
      .int()
      .min(1)
      .max(bounds.participants)
      .optional()
      .meta({ description: 'Any number unless told' }),
  }),
  result: z.object({ invite, token: inviteToken }),
  action: 'participant.manage',
  errors: ['thread_archived', 'deleted', 'too_many'],
  http: { method: 'POST', path: '/v1/threads/{thread}/invites', status: 201 },
})
