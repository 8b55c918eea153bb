import { z } from 'zod'
import { bounds } from './codes/bounds.ts'
import { id, seq, time, version } from './ids.ts'
import { holdsNoNul } from './no-nul.ts'

/** What a person writes into a summary, or the model does. Untrusted markdown (SE6). */
export const summaryText = z
  .string()
  .min(1)
  .max(bounds.summaryText)
  .refine(holdsNoNul, 'must not hold NUL')
  .refine(text => text.trim() !== '', 'must not be blank')
  .overwrite(text => text.toWellFormed())

/**
 * What stands for an exact window of a thread's messages in the model's context (AI4, AI5): all from `fromSeq` to `toSeq`,
 * both included. Windows of a thread never overlap.
 */
export const summary = z
  .object({
    id,
    threadId: id,
    version,
    fromSeq: seq.min(1),
    toSeq: seq.min(1),
    messages: z.number().int().min(1).meta({ description: 'Messages that it stood for when it was written' }),
    text: z.string(),
    state: z.enum(['current', 'stale']).meta({
      description:
        '`stale`: a message in its window was edited or deleted since; it is written anew, and not used meanwhile',
    }),
    authorId: id.nullable().meta({ description: 'Who wrote or last edited it; null: the assistant' }),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Summary' })

export type Summary = z.infer<typeof summary>
