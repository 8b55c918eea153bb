import { z } from 'zod'
import { inviteToken } from '../invite.ts'
import { threadEntry } from '../thread.ts'
import { defineCommand } from './define-command.ts'

export const acceptInvite = defineCommand({
  name: 'acceptInvite',
  summary: 'Come into a thread by an invitation',
  args: z.object({ token: inviteToken }),
  result: z.object({ thread: threadEntry }),
  action: null,
  errors: ['token_invalid', 'token_expired', 'state_conflict', 'deleted', 'thread_archived', 'too_many'],
  http: { method: 'POST', path: '/v1/invites/accept', status: 200 },
})
