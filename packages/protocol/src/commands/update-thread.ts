import { z } from 'zod'
import { id, version } from '../ids.ts'
import { title } from '../text.ts'
import { threadEntry } from '../thread.ts'
import { defineCommand } from './define-command.ts'

/** Renaming, pinning, archiving and restoring: each field that is given is changed, under its own permission. */
export const updateThread = defineCommand({
  name: 'updateThread',
  summary: 'Rename, pin, archive or restore a thread',
  args: z
    .object({
      thread: id,
      title: title.optional(),
      pinned: z.boolean().optional(),
      archived: z.boolean().optional(),
      version: version.optional().meta({ description: 'Refuse with `conflict` if the thread has another version' }),
    })
    .refine(a => a.title !== undefined || a.pinned !== undefined || a.archived !== undefined, 'must change something'),
  result: z.object({ thread: threadEntry }),
  action: 'thread.pin',
  errors: ['conflict', 'thread_archived', 'deleted'],
  http: { method: 'PATCH', path: '/v1/threads/{thread}', status: 200 },
})
