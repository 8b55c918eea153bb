import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/**
 * The first decision counts; after that the call is not waiting any more. A call on the server is decided by who asked
 * for the answer or by the thread's owner, one of a page by whoever may write (AI10).
 */
export const decideToolCall = defineCommand({
  name: 'decideToolCall',
  summary: 'Allow or deny a tool call that waits for approval',
  args: z.object({ message: id, call: z.string().min(1).max(200), approve: z.boolean() }),
  result: z.object({ message }),
  action: 'tool.decide',
  errors: ['thread_archived', 'deleted', 'state_conflict'],
  http: { method: 'POST', path: '/v1/messages/{message}/tools/{call}/decision', status: 202 },
})
