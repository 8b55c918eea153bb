import { z } from 'zod'
import { id, seq, time } from '../ids.ts'
import { message } from '../message.ts'
import { summary } from '../summary.ts'
import { thread } from '../thread.ts'

const base = { seq, at: time, actorId: id.nullable().meta({ description: 'Who did it; null: the server' }) }

/**
 * What happened in a thread, in order (RT3). Stored as ids, sent with the resource as it is when it is sent, which can
 * be newer than the event: apply it by its version.
 */
export const threadEvent = z
  .discriminatedUnion('type', [
    z.object({ ...base, type: z.literal('thread.created'), thread }),
    z.object({ ...base, type: z.literal('thread.updated'), thread }),
    z.object({ ...base, type: z.literal('thread.deleted') }),
    z.object({ ...base, type: z.literal('message.created'), message }),
    z.object({ ...base, type: z.literal('message.updated'), message }),
    z.object({ ...base, type: z.literal('messages.superseded'), messages: z.array(id), by: id }),
    z.object({ ...base, type: z.literal('answer.started'), message, generation: id }),
    z.object({ ...base, type: z.literal('answer.ended'), message, generation: id }),
    z.object({ ...base, type: z.literal('participants.changed') }),
    z.object({ ...base, type: z.literal('summary.changed'), summary }),
    z.object({ ...base, type: z.literal('summary.deleted'), summaryId: id }),
  ])
  .meta({ id: 'ThreadEvent' })

export type ThreadEvent = z.infer<typeof threadEvent>
export type ThreadEventType = ThreadEvent['type']
