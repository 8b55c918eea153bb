import { z } from 'zod'
import { id, version } from '../ids.ts'
import { message } from '../message.ts'
import { pageTools } from '../page-tool.ts'
import { messageText } from '../text.ts'
import { defineCommand } from './define-command.ts'

/** Changes one's question and asks again from there; what followed is kept as history (CV3). */
export const editMessage = defineCommand({
  name: 'editMessage',
  summary: 'Edit your message and ask again from there',
  args: z.object({ message: id, text: messageText, version: version.optional(), tools: pageTools.optional() }),
  result: z.object({ message, answer: message.nullable() }),
  action: 'message.edit',
  errors: [
    'conflict',
    'thread_archived',
    'deleted',
    'state_conflict',
    'too_many',
    'content_blocked',
    'quota_exceeded',
    'answers_paused',
    'provider_unavailable',
  ],
  http: { method: 'PATCH', path: '/v1/messages/{message}', status: 200 },
})
