import { z } from 'zod'
import { id } from './ids.ts'

/** An end user of a project, known to its host or a visitor. */
export const user = z
  .object({
    id,
    kind: z.enum(['known', 'visitor']),
    name: z.string().nullable(),
  })
  .meta({ id: 'User' })

export type User = z.infer<typeof user>
