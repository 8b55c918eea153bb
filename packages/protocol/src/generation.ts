import { z } from 'zod'
import { bounds } from './codes/bounds.ts'
import { endedGenerationStates, openGenerationStates } from './codes/generation-states.ts'
import { contextUse } from './context-use.ts'
import { id, time } from './ids.ts'
import { usage } from './usage.ts'

/** How a generation ended: what a client compares its text with (RT2). */
export const generationEnd = z.object({
  reason: z.string().meta({ description: 'Finish reason: `stop`, `length`, `user`, `node-lost`, or an error code' }),
  length: z.number().int().min(0).meta({ description: 'UTF-16 code units of all text and reasoning parts' }),
  hash: z.string().meta({ description: 'hashText of the same texts, one after the other' }),
  usage: usage.nullable(),
  at: time,
})

/** One run of the provider that fills an assistant message. */
export const generation = z
  .object({
    id,
    state: z.enum([...openGenerationStates, ...endedGenerationStates]),
    model: z.string().meta({ description: 'Of a fallback once that answered (AI2)' }),
    createdAt: time,
    end: generationEnd.nullable(),
    context: contextUse
      .nullable()
      .optional()
      .meta({ description: 'How full the context was that it was asked with; null while that is not known (AI6)' }),
    suggestions: z
      .array(z.string().max(bounds.suggestions.length))
      .max(bounds.suggestions.max)
      .optional()
      .meta({ description: 'What could be asked next, where the project wants that (CV8)' }),
  })
  .meta({ id: 'Generation' })

export type Generation = z.infer<typeof generation>
export type GenerationEnd = z.infer<typeof generationEnd>
