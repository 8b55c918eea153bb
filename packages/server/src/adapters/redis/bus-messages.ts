import { z } from 'zod'
import type { BusMessage } from '../../ports/bus.ts'

/** Characters of a message at most: they hold ids, and one name. */
const longest = 4_096

const id = z.string().min(1).max(128)
const seq = z.number().int().min(0)

/** The form of each kind. One that is missing does not compile. */
const forms: { readonly [Kind in BusMessage['kind']]: z.ZodType<Extract<BusMessage, { kind: Kind }>> } = {
  thread: z.object({ kind: z.literal('thread'), thread: id, seq }),
  feed: z.object({ kind: z.literal('feed'), user: id, seq }),
  stop: z.object({ kind: z.literal('stop'), generation: id }),
  tool: z.object({ kind: z.literal('tool'), generation: id }),
  access: z.object({ kind: z.literal('access'), thread: id, user: id }),
  session: z.object({ kind: z.literal('session'), session: id }),
  project: z.object({ kind: z.literal('project'), project: id }),
  presence: z.object({ kind: z.literal('presence'), thread: id }),
  beat: z.object({ kind: z.literal('beat'), connection: id, user: id, frame: z.enum(['ping', 'pong']) }),
  typing: z.object({
    kind: z.literal('typing'),
    thread: id,
    user: id,
    name: z.string().max(1_000).nullable(),
    on: z.boolean(),
  }),
}

const kinds = Object.keys(forms) as [BusMessage['kind'], ...BusMessage['kind'][]]

const envelope = z.object({ from: z.uuid(), message: z.looseObject({ kind: z.enum(kinds) }) })

/** A message, and the process that said it. */
export interface HeardMessage {
  readonly from: string
  readonly message: BusMessage
}

export const writeMessage = (from: string, message: BusMessage): string => JSON.stringify({ from, message })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Null: it is none of ours. */
export const readMessage = (text: string): HeardMessage | null => {
  if (text.length > longest) return null
  const said = envelope.safeParse(parse(text))
  if (!said.success) return null
  const { from, message } = said.data
  const known: z.ZodType<BusMessage> = forms[message.kind]
  const parsed = known.safeParse(message)
  return parsed.success ? { from, message: parsed.data } : null
}
