import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { pageTools } from '../page-tool.ts'
import { defineCommand } from './define-command.ts'

/** Goes on with an answer that was interrupted, stopped or cut by its length: a new generation from its end (RT5). */
export const continueAnswer = defineCommand({
  name: 'continue',
  summary: 'Go on with an interrupted answer',
  args: z.object({ message: id, tools: pageTools.optional() }),
  result: z.object({ message }),
  action: 'answer.continue',
  errors: [
    'thread_archived',
    'deleted',
    'state_conflict',
    'too_many',
    'quota_exceeded',
    'answers_paused',
    'provider_unavailable',
  ],
  http: { method: 'POST', path: '/v1/messages/{message}/continue', status: 202 },
})
