import { z } from 'zod'
import { id, time } from './ids.ts'

/** What the content filter decided of a text, and by which rule; the text is not in it (AI8). */
export const verdict = z
  .object({
    id,
    projectId: id,
    threadId: id,
    messageId: id,
    generationId: id,
    direction: z.enum(['input', 'output']),
    action: z.enum(['flag', 'block']),
    rule: z.string().meta({ description: 'A rule’s name, or `moderation:<category>`' }),
    at: time,
  })
  .meta({ id: 'Verdict' })

export type Verdict = z.infer<typeof verdict>
