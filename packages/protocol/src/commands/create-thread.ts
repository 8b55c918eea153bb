import { z } from 'zod'
import { message } from '../message.ts'
import { pageTools } from '../page-tool.ts'
import { messageText, title } from '../text.ts'
import { threadEntry } from '../thread.ts'
import { defineCommand } from './define-command.ts'

/** A thread, and its first message with the answer to it, in one step. */
export const createThread = defineCommand({
  name: 'createThread',
  summary: 'Create a thread, with its first message in the same step if one is given',
  args: z.object({
    title: title.optional(),
    message: z.object({ text: messageText, tools: pageTools.optional() }).optional(),
  }),
  result: z.object({ thread: threadEntry, message: message.nullable(), answer: message.nullable() }),
  action: null,
  errors: ['content_blocked', 'quota_exceeded', 'answers_paused', 'provider_unavailable'],
  http: { method: 'POST', path: '/v1/threads', status: 201 },
})
