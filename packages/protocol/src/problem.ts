import { z } from 'zod'
import { reachedLimit } from './spend-limit.ts'

/** The one shape of errors: RFC 9457 problem details over HTTP, the same object in an `error` frame (SE10). */
export const problem = z
  .object({
    type: z.string().meta({ description: 'urn:chat-view:problem:<code>' }),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'A name from the table of error codes' }),
    detail: z.string().optional(),
    next: z.enum(['fix', 'retry', 'wait', 'sign-in', 'reload', 'none']).meta({ description: 'What to do next' }),
    traceId: z.string().optional(),
    retryAfter: z.number().min(0).optional().meta({ description: 'Seconds' }),
    quota: reachedLimit.optional().meta({ description: 'With `quota_exceeded`: which limit, and when it begins anew' }),
    current: z.unknown().optional().meta({ description: 'With `conflict`: the value as it is now' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'With `invalid_request`: what is wrong and where' }),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problem>
