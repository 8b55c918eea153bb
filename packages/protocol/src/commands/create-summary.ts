import { z } from 'zod'
import { id } from '../ids.ts'
import { summary, summaryText } from '../summary.ts'
import { defineCommand } from './define-command.ts'

/** Its window begins where the last summary ends, or with the thread (AI5). */
export const createSummary = defineCommand({
  name: 'createSummary',
  summary:
    'Summarise a thread up to a message: with a text of one’s own at once, without one the assistant writes it soon',
  args: z.object({
    thread: id,
    to: id.optional().meta({ description: 'The last message it stands for; the newest finished one unless told' }),
    text: summaryText.optional(),
  }),
  result: z.object({
    summary: summary.nullable().meta({ description: 'null: it was asked for, and is announced when it is there' }),
  }),
  action: 'summary.write',
  errors: ['thread_archived', 'deleted', 'state_conflict', 'quota_exceeded'],
  http: { method: 'POST', path: '/v1/threads/{thread}/summaries', status: 201 },
})
