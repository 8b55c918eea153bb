import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/** Ends a generation as stopped. It names the generation, so that it never hits the next answer (RT1). */
export const stopAnswer = defineCommand({
  name: 'stop',
  summary: 'Stop a running answer',
  args: z.object({ message: id, generation: id }),
  result: z.object({ message }),
  action: 'answer.stop',
  errors: ['deleted'],
  http: { method: 'POST', path: '/v1/messages/{message}/stop', status: 202 },
})
