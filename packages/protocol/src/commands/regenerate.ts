import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { pageTools } from '../page-tool.ts'
import { defineCommand } from './define-command.ts'

/** Asks for another answer; the earlier ones stay as versions of the message (CV3). */
export const regenerate = defineCommand({
  name: 'regenerate',
  summary: 'Ask for another answer; earlier ones are kept',
  args: z.object({ message: id, tools: pageTools.optional() }),
  result: z.object({ message }),
  action: 'answer.regenerate',
  errors: [
    'thread_archived',
    'deleted',
    'state_conflict',
    'too_many',
    'quota_exceeded',
    'answers_paused',
    'provider_unavailable',
  ],
  http: { method: 'POST', path: '/v1/messages/{message}/regenerate', status: 202 },
})
