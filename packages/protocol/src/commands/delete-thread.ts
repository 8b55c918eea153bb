import { z } from 'zod'
import { id, version } from '../ids.ts'
import { defineCommand } from './define-command.ts'

/** Deletes a thread with all that is in it. */
export const deleteThread = defineCommand({
  name: 'deleteThread',
  summary: 'Delete a thread with all that is in it',
  args: z.object({ thread: id, version: version.optional() }),
  result: z.object({ thread: id }),
  action: 'thread.delete',
  errors: ['conflict', 'deleted'],
  http: { method: 'DELETE', path: '/v1/threads/{thread}', status: 200 },
})
