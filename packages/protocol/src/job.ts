import { z } from 'zod'
import { time } from './ids.ts'

/** A job as operators see it (OP5). */
export const job = z
  .object({
    name: z.string(),
    key: z.string().nullable(),
    nextRunAt: time.nullable(),
    lastRunAt: time.nullable(),
    lastFinishedAt: time.nullable(),
    failCount: z.number().int().min(0),
    running: z.boolean(),
  })
  .meta({ id: 'Job' })
