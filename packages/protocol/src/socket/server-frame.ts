import { z } from 'zod'
import { pageOf } from '../cursor.ts'
import { feedEvent } from '../events/feed-event.ts'
import { threadEvent } from '../events/thread-event.ts'
import { id, seq, time } from '../ids.ts'
import { message } from '../message.ts'
import { messagePart } from '../message-part.ts'
import { problem } from '../problem.ts'
import { thread, threadEntry } from '../thread.ts'
import { user } from '../user.ts'

const place = { thread: id, message: id, generation: id }
const part = z.number().int().min(0)

/** What a running answer is doing when no text comes. */
export const liveStatus = z.enum(['queued', 'thinking', 'streaming', 'waiting', 'retrying', 'fallback'])

const welcome = z.object({
  type: z.literal('welcome'),
  protocol: z.number().int(),
  connection: id,
  user,
  heartbeat: z.number().int().meta({ description: 'Milliseconds between pings' }),
  time,
})
const subscribed = z.object({
  type: z.literal('subscribed'),
  id: z.string(),
  thread: id.optional(),
  feed: z.literal(true).optional(),
  seq: seq.meta({ description: 'Where the subscription stands after this frame' }),
  mode: z.enum(['resumed', 'reload']).meta({ description: 'reload: forget the order you have and take this page' }),
  events: z.array(z.unknown()).meta({ description: 'resumed: what was missed, thread or feed events' }),
  state: z
    .union([
      z.object({ thread, messages: pageOf(message), role: threadEntry.shape.role }),
      z.object({ threads: pageOf(threadEntry) }),
    ])
    .nullable()
    .meta({ description: 'reload: a fresh page' }),
})
const event = z.object({
  type: z.literal('event'),
  thread: id.optional(),
  feed: z.literal(true).optional(),
  event: z.union([threadEvent, feedEvent]),
})
const delta = z.object({ type: z.literal('delta'), ...place, part, offset: z.number().int().min(0), text: z.string() })
const partFrame = z.object({
  type: z.literal('part'),
  ...place,
  part,
  data: messagePart.meta({ description: 'The whole part as it is now; for one that grows, as it opened' }),
})
const status = z.object({
  type: z.literal('status'),
  ...place,
  status: liveStatus,
  seconds: z.number().optional().meta({ description: 'With `retrying`: until the next try' }),
  attempt: z.number().int().min(2).optional().meta({ description: 'With `retrying`: which try comes' }),
  model: z.string().optional().meta({ description: 'With `fallback`: who answers instead' }),
})
const snapshot = z.object({
  type: z.literal('snapshot'),
  ...place,
  parts: z.array(messagePart).meta({ description: 'All parts with all their text; replaces what the reader has' }),
  status: liveStatus,
})
const result = z.object({ type: z.literal('result'), id: z.string(), result: z.unknown() })
const error = z.object({
  type: z.literal('error'),
  id: z.string().optional().meta({ description: 'The command or subscription it answers' }),
  problem,
})
const typing = z.object({
  type: z.literal('typing'),
  thread: id,
  user: z.object({ id, name: z.string().nullable() }),
  on: z.boolean(),
})
const presence = z.object({
  type: z.literal('presence'),
  thread: id,
  users: z.array(z.object({ id, name: z.string().nullable() })),
})
const gone = z.object({ type: z.literal('gone'), thread: id, problem })
const renewed = z.object({ type: z.literal('renewed') })
const ping = z.object({ type: z.literal('ping') })
const pong = z.object({ type: z.literal('pong') })
const bye = z.object({
  type: z.literal('bye'),
  code: z.number().int().meta({ description: 'The close code to come' }),
  reason: z.string(),
  retryAfter: z.number().min(0).optional().meta({ description: 'Seconds' }),
})

/** Everything that a server sends. A client passes over types that it does not know. */
export const serverFrame = z
  .discriminatedUnion('type', [
    welcome,
    subscribed,
    event,
    delta,
    partFrame,
    status,
    snapshot,
    result,
    error,
    typing,
    presence,
    gone,
    renewed,
    ping,
    pong,
    bye,
  ])
  .meta({ id: 'ServerFrame' })

export type ServerFrame = z.infer<typeof serverFrame>
export type LiveStatus = z.infer<typeof liveStatus>
export type ServerFrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>
