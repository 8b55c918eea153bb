import { z } from 'zod'
import { contextRecord } from '../context-use.ts'
import { id } from '../ids.ts'
import { limitUse } from '../spend-limit.ts'
import { usageReport, usageTotal } from '../usage-report.ts'
import { defineOperation } from './define-operation.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day, as 2026-01-31')

/** A user's own use (AI7). */
export const usageOperations = {
  getUsage: defineOperation({
    id: 'getUsage',
    summary: 'What you have used this month, and your limits',
    method: 'GET',
    path: '/v1/usage',
    auth: 'user',
    response: usageReport,
    status: 200,
    errors: [],
  }),
} as const

/** What operators see of use, limits and contexts (AI3, AI7). */
export const adminUsageOperations = {
  getProjectUsage: defineOperation({
    id: 'getProjectUsage',
    summary: 'A project’s use by day, user, model or purpose; the days are those of its time zone, both included',
    method: 'GET',
    path: '/v1/admin/projects/{project}/usage',
    auth: { operator: 'usage' },
    params: z.object({ project: id }),
    query: z.object({
      from: day.optional().meta({ description: 'The first of this month unless told' }),
      to: day.optional().meta({ description: 'Today unless told; at most 400 days after from' }),
      by: z.enum(['day', 'user', 'model', 'purpose']).optional().meta({ description: 'day unless told' }),
    }),
    response: z.object({
      from: day,
      to: day,
      timeZone: z.string(),
      currency: z.string(),
      items: z.array(usageTotal).max(1_000),
      total: usageTotal.omit({ key: true }),
      unpriced: z.array(z.string()).meta({
        description: 'Models among those asked whose price nobody told: their calls are in the sums as costing nothing',
      }),
      limits: z.array(limitUse),
    }),
    status: 200,
    errors: [],
  }),
  getGenerationContext: defineOperation({
    id: 'getGenerationContext',
    summary: 'What an answer was asked with: what was sent, what was left out, and why; no text',
    method: 'GET',
    path: '/v1/admin/generations/{generation}/context',
    auth: { operator: 'usage' },
    params: z.object({ generation: id }),
    response: contextRecord,
    status: 200,
    errors: [],
  }),
} as const
