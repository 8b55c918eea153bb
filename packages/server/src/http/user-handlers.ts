import type { Receipt, userOperations } from '@chat-view/protocol'
import type { Sessions } from '../domain/sessions.ts'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Erasures } from '../ports/erasures.ts'
import type { Principal } from '../ports/principal.ts'
import type { Reads } from '../ports/reads.ts'
import type { Tokens } from '../ports/tokens.ts'
import type { OperationHandlers } from './mount-operations.ts'

export interface UserOptions {
  readonly reads: Reads
  readonly sessions: Sessions
  readonly erasures: Erasures
  readonly tokens: Pick<Tokens, 'signClaim'>
  readonly clock: Pick<Clock, 'now'>
}

const whole = <T>(items: T[]): { items: T[]; before: null; after: null } => ({ items, before: null, after: null })

/** For so long a visitor's word lets a known user take their threads over (SE2). */
const claimLifeMs = 600_000

const files = {
  json: { type: 'application/json', name: 'chat-export.json' },
  markdown: { type: 'text/markdown', name: 'chat-export.md' },
} as const

/** What users read, how they get a token, and what they can do with all that is theirs. */
export const userHandlers = (options: UserOptions): OperationHandlers<typeof userOperations> => {
  const { reads, sessions, erasures, tokens, clock } = options

  const claim = async ({ kind, userId, projectId }: Principal): Promise<{ token: string; expiresAt: number }> => {
    if (kind !== 'visitor') throw new CodedError('state_conflict', { detail: 'Only a visitor can be taken over' })
    // The token counts in whole seconds.
    const expiresAt = Math.floor((clock.now() + claimLifeMs) / 1_000) * 1_000
    return { token: await tokens.signClaim({ visitorId: userId, projectId }, expiresAt), expiresAt }
  }

  const erase = ({ projectId, userId }: Principal, signal: AbortSignal): Promise<Receipt> =>
    erasures.erase({ projectId, userId }, signal).catch(error => {
      // A token of somebody who is no more, and whom nobody remembers to have erased.
      throw error instanceof CodedError && error.code === 'not_found' ? new CodedError('token_invalid') : error
    })

  return {
    openSession: ({ body }, { origin }) => sessions.open(body, origin),
    getMe: (_, { principal }) => reads.getMe(principal),
    listThreads: ({ query }, { principal }) => reads.listThreads(principal, query),
    getThread: ({ params }, { principal }) => reads.getThread(principal, params.thread),
    listMessages: ({ params, query }, { principal }) => reads.listMessages(principal, params.thread, query),
    listParticipants: async ({ params }, { principal }) =>
      whole(await reads.listParticipants(principal, params.thread)),
    listInvites: async ({ params }, { principal }) => whole(await reads.listInvites(principal, params.thread)),
    getMessage: ({ params }, { principal }) => reads.getMessage(principal, params.message),
    listEdits: async ({ params }, { principal }) => whole(await reads.listEdits(principal, params.message)),
    listVersions: async ({ params }, { principal }) => whole(await reads.listVersions(principal, params.message)),
    search: ({ query }, { principal, signal }) => reads.search(principal, query, signal),
    createClaim: (_, { principal }) => claim(principal),
    exportMe: async ({ query: { format = 'json' } }, { principal, signal }) => ({
      ...files[format],
      pieces: reads.exportUser(principal, format, signal),
    }),
    eraseMe: (_, { principal, signal }) => erase(principal, signal),
  }
}
