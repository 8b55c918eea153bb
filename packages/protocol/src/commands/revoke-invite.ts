import { z } from 'zod'
import { id } from '../ids.ts'
import { defineCommand } from './define-command.ts'

/** Nobody comes by it any more; who came stays. */
export const revokeInvite = defineCommand({
  name: 'revokeInvite',
  summary: 'Revoke an invitation',
  args: z.object({ invite: id }),
  result: z.object({ invite: id }),
  action: 'invite.revoke',
  errors: ['deleted'],
  http: { method: 'DELETE', path: '/v1/invites/{invite}', status: 200 },
})
