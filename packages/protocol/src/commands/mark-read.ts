import { z } from 'zod'
import { id, seq } from '../ids.ts'
import { threadEntry } from '../thread.ts'
import { defineCommand } from './define-command.ts'

/** Says how far one has read; it never goes back. */
export const markRead = defineCommand({
  name: 'markRead',
  summary: 'Say how far you have read',
  args: z.object({ thread: id, seq }),
  result: z.object({ thread: threadEntry }),
  action: 'thread.markRead',
  errors: ['deleted'],
  http: { method: 'POST', path: '/v1/threads/{thread}/read', status: 200 },
})
