import type { userOperations } from '@chat-view/protocol'
import type { Sessions } from '../domain/sessions.ts'
import type { Reads } from '../ports/reads.ts'
import type { OperationHandlers } from './mount-operations.ts'

const whole = <T>(items: T[]): { items: T[]; before: null; after: null } => ({ items, before: null, after: null })

/** What users read, and how they get a token. */
export const userHandlers = (reads: Reads, sessions: Sessions): OperationHandlers<typeof userOperations> => ({
  openSession: ({ body }, { origin }) => sessions.open(body, origin),
  getMe: (_, { principal }) => reads.getMe(principal),
  listThreads: ({ query }, { principal }) => reads.listThreads(principal, query),
  getThread: ({ params }, { principal }) => reads.getThread(principal, params.thread),
  listMessages: ({ params, query }, { principal }) => reads.listMessages(principal, params.thread, query),
  listParticipants: async ({ params }, { principal }) => whole(await reads.listParticipants(principal, params.thread)),
  getMessage: ({ params }, { principal }) => reads.getMessage(principal, params.message),
  listEdits: async ({ params }, { principal }) => whole(await reads.listEdits(principal, params.message)),
  listVersions: async ({ params }, { principal }) => whole(await reads.listVersions(principal, params.message)),
})
