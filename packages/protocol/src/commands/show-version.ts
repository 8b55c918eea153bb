import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/** Chooses which of the answers that a message holds is shown, and followed by what comes next (CV3). */
export const showVersion = defineCommand({
  name: 'showVersion',
  summary: 'Show one of a message’s answers',
  args: z.object({ message: id, number: z.number().int().min(1) }),
  result: z.object({ message }),
  action: 'answer.showVersion',
  errors: ['thread_archived', 'deleted', 'state_conflict'],
  http: { method: 'PUT', path: '/v1/messages/{message}/version', status: 200 },
})
