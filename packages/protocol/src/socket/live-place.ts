import { z } from 'zod'
import { id } from '../ids.ts'

/** One place in one text: everything before `offset` of part number `part` is there (RT2). */
export const livePlace = z.object({
  message: id,
  generation: id,
  part: z.number().int().min(0).max(10_000),
  offset: z.number().int().min(0),
})

export type LivePlace = z.infer<typeof livePlace>
