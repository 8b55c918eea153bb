import { z } from 'zod'
import { id, version } from '../ids.ts'
import { defineCommand } from './define-command.ts'

/** The messages of its window count for themselves again, until they are summarised anew (AI5). */
export const deleteSummary = defineCommand({
  name: 'deleteSummary',
  summary: 'Remove a summary',
  args: z.object({ summary: id, version: version.optional() }),
  result: z.object({ summary: id }),
  action: 'summary.write',
  errors: ['thread_archived', 'deleted', 'conflict'],
  http: { method: 'DELETE', path: '/v1/summaries/{summary}', status: 200 },
})
