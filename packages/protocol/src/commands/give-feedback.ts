import { z } from 'zod'
import { id } from '../ids.ts'
import { feedback, message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/** One's own opinion of one of a message's answers; null takes it back (CV2, CV3). */
export const giveFeedback = defineCommand({
  name: 'giveFeedback',
  summary: 'Say what you think of an answer',
  args: z.object({
    message: id,
    number: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Which of the message’s answers it is about; absent: the one that is shown' }),
    feedback: feedback.nullable(),
  }),
  result: z.object({ message }),
  action: 'message.feedback',
  errors: ['deleted', 'state_conflict'],
  http: { method: 'PUT', path: '/v1/messages/{message}/feedback', status: 200 },
})
