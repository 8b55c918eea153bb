import { z } from 'zod'
import { defineCommand } from './define-command.ts'

/** What a visitor wrote becomes a known user's, by a token that the visitor's own session made (SE2). */
export const claimVisitor = defineCommand({
  name: 'claimVisitor',
  summary: 'Take over the threads that you began as a visitor',
  args: z.object({ token: z.string().min(1).max(2_000) }),
  result: z.object({ threads: z.number().int().min(0).meta({ description: 'How many came over' }) }),
  action: null,
  errors: ['token_invalid', 'token_expired', 'state_conflict', 'forbidden'],
  http: { method: 'POST', path: '/v1/me/claim', status: 200 },
})
