import { z } from 'zod'
import { bounds } from '../codes/bounds.ts'
import { id } from '../ids.ts'
import { subscribeFrame, topic } from '../socket/client-frame.ts'
import { serverFrame } from '../socket/server-frame.ts'
import { defineOperation } from './define-operation.ts'

/** Length of the id from which an event stream goes on. */
const longestCursor = 65_536
/** Frames that one request may bring. */
const mostFrames = 32

/** What an event stream is opened with: what a socket is told in its first frames (RT12). */
export const eventsRequest = z.object({
  protocol: z.number().int(),
  subscribe: z
    .array(subscribeFrame.omit({ type: true }))
    .max(bounds.subscriptions)
    .optional()
    .meta({ description: 'As the frame of that name: what is to be followed, each from the place that one has' }),
  unsubscribe: z
    .array(topic)
    .max(bounds.subscriptions)
    .optional()
    .meta({ description: 'What `cursor` follows and is not wanted any more' }),
  cursor: z.string().max(longestCursor).optional().meta({
    description:
      'The `id` of the last event that came: goes on after it. `subscribe` comes before it; with the header `Last-Event-ID` instead the cursor does',
  }),
  hidden: z.boolean().optional().meta({ description: 'As the frame `visibility` (RT7)' }),
  poll: z.boolean().optional().meta({
    description: 'Ends after the first news, for who gets nothing before the end of an answer: ask on from there',
  }),
})

export type EventsRequest = z.infer<typeof eventsRequest>

/** What an event stream takes besides, and what is answered at once. */
export const framesAnswer = z.object({
  open: z
    .boolean()
    .meta({ description: 'False: the stream is not here, and frames that are about it were not taken; open it anew' }),
  frames: z.array(serverFrame).meta({ description: '`result` and `error` for each command, in order' }),
})

export type FramesAnswer = z.infer<typeof framesAnswer>

/** The socket's frames over HTTP, where sockets are blocked (RT12). */
export const eventOperations = {
  openEvents: defineOperation({
    id: 'openEvents',
    summary: 'The socket’s frames as one server-sent stream',
    method: 'POST',
    path: '/v1/events',
    auth: 'user',
    body: eventsRequest,
    response: serverFrame,
    events: true,
    status: 200,
    errors: ['invalid_cursor', 'protocol_unsupported', 'overloaded'],
  }),
  sendFrames: defineOperation({
    id: 'sendFrames',
    summary: 'Frames of a client whose events come as a stream: commands, subscriptions, typing and the rest',
    method: 'POST',
    path: '/v1/events/{connection}',
    auth: 'user',
    params: z.object({ connection: id.meta({ description: '`connection` of the frame `welcome`' }) }),
    body: z.object({
      frames: z
        .array(z.unknown())
        .min(1)
        .max(mostFrames)
        .meta({ description: 'Any frame that a socket takes, but `hello`; each is judged by itself' }),
    }),
    response: framesAnswer,
    status: 200,
    errors: [],
  }),
} as const
