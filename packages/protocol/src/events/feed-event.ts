import { z } from 'zod'
import { id, seq, time } from '../ids.ts'
import { threadEntry } from '../thread.ts'

const base = { seq, at: time }

/** What happened to a user's list of threads, in order (RT3). */
export const feedEvent = z
  .discriminatedUnion('type', [
    z.object({ ...base, type: z.literal('thread.changed'), thread: threadEntry }),
    z.object({ ...base, type: z.literal('thread.gone'), threadId: id }),
  ])
  .meta({ id: 'FeedEvent' })

export type FeedEvent = z.infer<typeof feedEvent>
