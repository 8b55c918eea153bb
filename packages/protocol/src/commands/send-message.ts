import { z } from 'zod'
import { id } from '../ids.ts'
import { message } from '../message.ts'
import { pageTools } from '../page-tool.ts'
import { messageText } from '../text.ts'
import { defineCommand } from './define-command.ts'

/** A message of a person, and the answer that it asks for. */
export const sendMessage = defineCommand({
  name: 'sendMessage',
  summary: 'Send a message and ask for an answer',
  args: z.object({
    thread: id,
    text: messageText,
    answer: z.boolean().optional().meta({ description: 'false: nobody but people shall answer. Default true.' }),
    tools: pageTools.optional().meta({ description: 'What the page can do for the answer (AI10)' }),
  }),
  result: z.object({ message, answer: message.nullable() }),
  action: 'message.send',
  errors: [
    'thread_archived',
    'deleted',
    'too_many',
    'content_blocked',
    'quota_exceeded',
    'answers_paused',
    'provider_unavailable',
  ],
  http: { method: 'POST', path: '/v1/threads/{thread}/messages', status: 201 },
})
