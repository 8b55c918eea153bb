import { z } from 'zod'

const text = z.object({ kind: z.literal('text'), text: z.string() })
const reasoning = z.object({
  kind: z.literal('reasoning'),
  text: z.string(),
  seconds: z.number().min(0).optional(),
})
const tool = z.object({
  kind: z.literal('tool'),
  call: z.string(),
  name: z.string(),
  title: z.string().nullable().optional().meta({ description: 'What people call it' }),
  runsOn: z.enum(['server', 'page']).optional().meta({ description: 'Who runs it; absent: the server' }),
  state: z.enum(['running', 'waiting', 'done', 'failed', 'denied', 'interrupted']).meta({
    description:
      '`waiting`: for a person’s approval. `interrupted`: it was running when its server died; whether it had its effect is not known, and it is not run again by itself',
  }),
  decider: z.string().optional().meta({
    description: 'With `waiting`: who decides about it, besides the thread’s owner; absent: whoever may write there',
  }),
  arguments: z.string().meta({ description: 'JSON as the model wrote it' }),
  result: z.string().nullable(),
})
const citation = z.object({
  kind: z.literal('citation'),
  number: z.number().int().min(1),
  title: z.string(),
  url: z.string().nullable(),
  quote: z.string().nullable(),
})

/**
 * A numbered piece of a message. Text and reasoning grow, the others are written once and replaced whole.
 * A newer server may send kinds that are not listed: show a plain fallback (AI10).
 */
export const messagePart = z.discriminatedUnion('kind', [text, reasoning, tool, citation]).meta({ id: 'MessagePart' })

export type MessagePart = z.infer<typeof messagePart>
export type GrowingPart = Extract<MessagePart, { text: string }>
