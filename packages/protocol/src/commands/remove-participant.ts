import { z } from 'zod'
import { id } from '../ids.ts'
import { defineCommand } from './define-command.ts'

/** What the person has open of the thread ends at once. With one’s own id: to leave; with another’s: `participant.manage`. */
export const removeParticipant = defineCommand({
  name: 'removeParticipant',
  summary: 'Remove a person from a thread, or leave it',
  args: z.object({ thread: id, user: id }),
  result: z.object({ thread: id, user: id }),
  action: 'participant.leave',
  errors: ['thread_archived', 'deleted', 'state_conflict'],
  http: { method: 'DELETE', path: '/v1/threads/{thread}/participants/{user}', status: 200 },
})
