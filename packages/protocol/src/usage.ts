import { z } from 'zod'

/** What one provider call consumed, in tokens; null where the provider did not say. */
export const usage = z
  .object({
    input: z.number().int().min(0).nullable(),
    output: z.number().int().min(0).nullable(),
    cached: z.number().int().min(0).nullable(),
    estimated: z.boolean().meta({ description: 'Counted by us, not reported by the provider' }),
  })
  .meta({ id: 'Usage' })

export type Usage = z.infer<typeof usage>
