import { z } from 'zod'
import { bounds } from '../codes/bounds.ts'
import { commandId, id, seq } from '../ids.ts'
import { livePlace } from './live-place.ts'

/** What a connection can follow: one thread, or its user's feed. */
export const topic = z.union([z.object({ thread: id }), z.object({ feed: z.literal(true) })])

const request = z.string().min(1).max(64).meta({ description: 'Comes back in the answer' })

const hello = z.object({
  type: z.literal('hello'),
  token: z
    .string()
    .min(1)
    .max(8_192)
    .optional()
    .meta({ description: 'Not needed where the subprotocol header gave it' }),
  protocol: z.number().int(),
})
/** Follows a topic from a place. */
export const subscribeFrame = z.object({
  type: z.literal('subscribe'),
  id: request,
  thread: id.optional(),
  feed: z.literal(true).optional(),
  afterSeq: seq.optional().meta({ description: 'The last change one has; absent: begin with a fresh page' }),
  live: z.array(livePlace).max(bounds.livePlaces).optional(),
})
const unsubscribe = z.object({
  type: z.literal('unsubscribe'),
  thread: id.optional(),
  feed: z.literal(true).optional(),
})
const command = z.object({
  type: z.literal('command'),
  id: commandId,
  name: z.string().max(64),
  arguments: z.unknown(),
})
const typing = z.object({ type: z.literal('typing'), thread: id, on: z.boolean() })
const visibility = z.object({ type: z.literal('visibility'), hidden: z.boolean() })
const pong = z.object({ type: z.literal('pong') })
const ping = z.object({ type: z.literal('ping') })
const renew = z.object({ type: z.literal('renew'), token: z.string().min(1).max(8_192) })

/** Everything that a client may send. */
export const clientFrame = z
  .discriminatedUnion('type', [hello, renew, subscribeFrame, unsubscribe, command, typing, visibility, ping, pong])
  .meta({ id: 'ClientFrame' })

export type ClientFrame = z.infer<typeof clientFrame>
export type SubscribeFrame = z.infer<typeof subscribeFrame>
