import { z } from 'zod'

/** Dollars, or whatever the file counts in, for a million tokens. */
const price = z.number().min(0).max(1_000_000)

const tokens = z.int().min(256).max(100_000_000)

/** What a file says of one model; what it leaves out is as it was, or not known. */
const modelEntry = z.strictObject({
  window: tokens.optional(),
  maxAnswer: z.int().min(1).max(100_000_000).optional(),
  prices: z.strictObject({ input: price, cached: price.optional(), output: price }).nullable().optional(),
})

/** A file of models: the one that ships, and the operator's own that `AI_MODELS_FILE` names. */
export const modelFile = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a currency as USD')
      .optional(),
    models: z.record(z.string().min(1).max(200), modelEntry),
  })
  .refine(({ models }) => Object.keys(models).length <= 10_000, 'must name no more than 10,000 models')

export type ModelFile = z.infer<typeof modelFile>
export type ModelEntry = z.infer<typeof modelEntry>
