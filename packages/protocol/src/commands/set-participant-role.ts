import { z } from 'zod'
import { id } from '../ids.ts'
import { guestRole } from '../invite.ts'
import { participant } from '../thread.ts'
import { defineCommand } from './define-command.ts'

export const setParticipantRole = defineCommand({
  name: 'setParticipantRole',
  summary: 'Change what a person may do in a thread',
  args: z.object({ thread: id, user: id, role: guestRole }),
  result: z.object({ participant }),
  action: 'participant.manage',
  errors: ['thread_archived', 'deleted', 'state_conflict'],
  http: { method: 'PATCH', path: '/v1/threads/{thread}/participants/{user}', status: 200 },
})
