import { z } from 'zod'
import { time } from './ids.ts'
import { limitUse } from './spend-limit.ts'

/** What a call of a provider was for (AI7). */
export const callPurpose = z.enum(['answer', 'summary', 'title', 'moderation', 'follow-up', 'tool'])

/** Sums over calls. Money is in millionths of `currency`. */
export const usageSums = z.object({
  calls: z.number().int().min(0),
  input: z.number().int().min(0),
  output: z.number().int().min(0),
  cached: z.number().int().min(0),
  cost: z.number().int().min(0).meta({ description: 'Millionths of the currency, at the prices of each call’s time' }),
  estimated: z
    .number()
    .int()
    .min(0)
    .meta({ description: 'Calls whose tokens were counted by us, as the provider didn’t tell' }),
})

/** What a user has used, and what they may (AI7). */
export const usageReport = z
  .object({
    since: time,
    until: time,
    timeZone: z.string(),
    currency: z.string(),
    ...usageSums.shape,
    limits: z
      .array(limitUse)
      .meta({ description: 'Those that concern this user; a project’s own are in it without figures of others' }),
  })
  .meta({ id: 'UsageReport' })

/** One line of a project's totals. */
export const usageTotal = z
  .object({
    key: z
      .string()
      .meta({ description: 'A day as 2026-01-31 in the project’s time zone, a user’s id, a model, or a purpose' }),
    ...usageSums.shape,
  })
  .meta({ id: 'UsageTotal' })

export type CallPurpose = z.infer<typeof callPurpose>
export type UsageSums = z.infer<typeof usageSums>
export type UsageReport = z.infer<typeof usageReport>
export type UsageTotal = z.infer<typeof usageTotal>
