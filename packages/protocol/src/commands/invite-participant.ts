import { z } from 'zod'
import { externalId, id } from '../ids.ts'
import { guestRole } from '../invite.ts'
import { participant } from '../thread.ts'
import { defineCommand } from './define-command.ts'

/** Lets a person in by the name that the host has for them; they need not have been here yet (CV10). */
export const inviteParticipant = defineCommand({
  name: 'inviteParticipant',
  summary: 'Let a person into a thread',
  args: z.object({
    thread: id,
    user: externalId,
    role: guestRole,
  }),
  result: z.object({ participant }),
  action: 'participant.manage',
  errors: ['thread_archived', 'deleted', 'too_many'],
  http: { method: 'POST', path: '/v1/threads/{thread}/participants', status: 201 },
})
