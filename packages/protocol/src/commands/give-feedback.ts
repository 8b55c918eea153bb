import { z } from 'zod'
import { id } from '../ids.ts'
import { feedback, message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/** One's own opinion of an answer; null takes it back (CV2). */
export const giveFeedback = defineCommand({
  name: 'giveFeedback',
  summary: 'Say what you think of an answer',
  args: z.object({ message: id, feedback: feedback.nullable() }),
  result: z.object({ message }),
  action: 'message.feedback',
  errors: ['deleted'],
  http: { method: 'PUT', path: '/v1/messages/{message}/feedback', status: 200 },
})
