import { z } from 'zod'
import { id, version } from '../ids.ts'
import { summary, summaryText } from '../summary.ts'
import { defineCommand } from './define-command.ts'

/** What a person wrote stands until a message in its window changes (AI5). */
export const editSummary = defineCommand({
  name: 'editSummary',
  summary: 'Replace a summary’s text',
  args: z.object({ summary: id, text: summaryText, version: version.optional() }),
  result: z.object({ summary }),
  action: 'summary.write',
  errors: ['thread_archived', 'deleted', 'conflict'],
  http: { method: 'PATCH', path: '/v1/summaries/{summary}', status: 200 },
})
