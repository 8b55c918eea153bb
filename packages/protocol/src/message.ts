import { z } from 'zod'
import { generation } from './generation.ts'
import { commandId, id, seq, time, version } from './ids.ts'
import { messagePart } from './message-part.ts'
import { holdsNoNul } from './no-nul.ts'

export const feedback = z.object({
  rating: z.enum(['up', 'down']),
  reason: z
    .string()
    .max(1000)
    .refine(holdsNoNul, 'must not hold NUL')
    .overwrite(text => text.toWellFormed())
    .nullable(),
})

/** One turn in a thread. */
export const message = z
  .object({
    id,
    threadId: id,
    seq: seq.meta({ description: 'Its place in the thread' }),
    version,
    role: z.enum(['user', 'assistant', 'system']),
    authorId: id.nullable(),
    authorName: z.string().nullable(),
    commandId: commandId.nullable().meta({ description: 'The command that made it, for reconciling' }),
    parts: z
      .array(messagePart)
      .meta({ description: 'While an answer runs: as at its start; the live text comes as deltas' }),
    generation: generation.nullable(),
    versions: z.object({ shown: z.number().int().min(1), count: z.number().int().min(1) }),
    edits: z.number().int().min(0),
    editedAt: time.nullable(),
    deletedAt: time.nullable(),
    supersededBy: id.nullable().meta({ description: 'The edited question after which the talk went on elsewhere' }),
    createdAt: time,
    feedback: feedback
      .nullable()
      .optional()
      .meta({ description: 'The reader’s own, of the answer that is shown; absent in events' }),
  })
  .meta({ id: 'Message' })

/** An earlier version of what a person wrote (CV4). */
export const edit = z
  .object({ id, messageId: id, authorId: id, at: time, before: z.string(), after: z.string() })
  .meta({ id: 'Edit' })

/** One of the answers that an assistant message holds (CV3). */
export const answerVersion = z
  .object({ number: z.number().int().min(1), parts: z.array(messagePart), generation, createdAt: time })
  .meta({ id: 'AnswerVersion' })

export type Message = z.infer<typeof message>
export type Feedback = z.infer<typeof feedback>
export type Edit = z.infer<typeof edit>
export type AnswerVersion = z.infer<typeof answerVersion>
