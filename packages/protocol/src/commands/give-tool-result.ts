import { z } from 'zod'
import { bounds } from '../codes/bounds.ts'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { holdsNoNul } from '../no-nul.ts'
import { defineCommand } from './define-command.ts'

/** What a page's own tool answered; the first result counts (AI10). */
export const giveToolResult = defineCommand({
  name: 'giveToolResult',
  summary: 'Answer a call of a tool that the page runs',
  args: z.object({
    message: id,
    call: z.string().min(1).max(200),
    result: z
      .string()
      .max(bounds.tools.result)
      .refine(holdsNoNul, 'must not hold NUL')
      .overwrite(text => text.toWellFormed()),
    failed: z.boolean().optional().meta({ description: 'The result says what went wrong; the model is told so' }),
  }),
  result: z.object({ message }),
  action: 'tool.decide',
  errors: ['thread_archived', 'deleted', 'state_conflict'],
  http: { method: 'POST', path: '/v1/messages/{message}/tools/{call}/result', status: 202 },
})
