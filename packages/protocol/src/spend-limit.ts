import { z } from 'zod'
import { time } from './ids.ts'

/** Whom a limit counts: each visitor, each known user, or the project as a whole. */
export const limitScope = z.enum(['visitor', 'user', 'project'])

/** What it counts. Money is in millionths of the currency that the prices are in (US dollars unless told). */
export const limitUnit = z.enum(['messages', 'tokens', 'money'])

/** Calendar periods in the project's time zone. */
export const limitPeriod = z.enum(['minute', 'day', 'month'])

/** One limit of the spend firewall (AI7). */
export const spendLimit = z
  .object({
    scope: limitScope,
    unit: limitUnit,
    period: limitPeriod,
    limit: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  })
  .meta({ id: 'SpendLimit' })

/** A limit that refused something, and when its period begins anew. */
export const reachedLimit = z
  .object({
    ...spendLimit.shape,
    resetsAt: time,
    currency: z
      .string()
      .optional()
      .meta({ description: 'ISO 4217, where money is limited: what `limit` has millionths of' }),
  })
  .meta({ id: 'ReachedLimit' })

/** A limit, and how far it is used. What runs is in `reserved`. */
export const limitUse = z
  .object({
    ...spendLimit.shape,
    used: z.number().int().min(0),
    reserved: z.number().int().min(0),
    resetsAt: time,
    warning: z.boolean().meta({ description: 'From 80 % on' }),
  })
  .meta({ id: 'LimitUse' })

export type SpendLimit = z.infer<typeof spendLimit>
export type ReachedLimit = z.infer<typeof reachedLimit>
export type LimitUse = z.infer<typeof limitUse>
export type LimitScope = z.infer<typeof limitScope>
export type LimitUnit = z.infer<typeof limitUnit>
export type LimitPeriod = z.infer<typeof limitPeriod>
