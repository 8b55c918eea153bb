import { z } from 'zod'
import { defineOperation } from './define-operation.ts'

const check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string().nullable() })

/** What proxies and people who run the server ask of it. */
export const serviceOperations = {
  health: defineOperation({
    id: 'health',
    summary: 'The process is alive',
    method: 'GET',
    path: '/health',
    auth: 'none',
    response: z.object({ status: z.literal('ok') }),
    status: 200,
    errors: [],
  }),
  ready: defineOperation({
    id: 'ready',
    summary: 'The server takes traffic; what is degraded or absent',
    method: 'GET',
    path: '/ready',
    auth: 'none',
    response: z.object({
      status: z.enum(['ready', 'degraded', 'unready']),
      checks: z.array(check),
      absent: z.array(z.string()),
    }),
    status: 200,
    errors: ['store_unavailable', 'shutting_down'],
  }),
} as const
