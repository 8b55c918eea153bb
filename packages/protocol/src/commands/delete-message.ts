import { z } from 'zod'
import { id, version } from '../ids.ts'
import { message } from '../message.ts'
import { defineCommand } from './define-command.ts'

/** Empties a message; its place in the thread stays, marked as deleted. */
export const deleteMessage = defineCommand({
  name: 'deleteMessage',
  summary: 'Delete a message',
  args: z.object({ message: id, version: version.optional() }),
  result: z.object({ message }),
  action: 'message.delete',
  errors: ['conflict', 'thread_archived', 'deleted'],
  http: { method: 'DELETE', path: '/v1/messages/{message}', status: 200 },
})
