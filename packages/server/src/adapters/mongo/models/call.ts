import type { CallRecord } from '../../../ports/usage-store.ts'
import { collection, flag, maybeText, oneOf, ownId, type RowOf, text, time, whole } from './fields.ts'

export type CallRow = RowOf<CallRecord>

/** The conditions of the partial indexes: a query that is to use them holds it word for word. */
export const isNamed = { $gt: '' } as const

export const calls = collection<CallRow>('calls', {
  ...ownId,
  projectId: text(1),
  threadId: maybeText(1),
  userId: maybeText(1),
  generationId: maybeText(1),
  purpose: oneOf(['answer', 'summary', 'title', 'moderation', 'follow-up', 'tool']),
  provider: text(),
  model: text(),
  input: whole(),
  output: whole(),
  cached: whole(),
  estimated: flag,
  cost: whole(),
  at: time(),
})
calls.index({ projectId: 1, at: 1 }, { name: 'of_project' })
calls.index({ userId: 1, at: 1 }, { name: 'of_user', partialFilterExpression: { userId: isNamed } })
calls.index({ threadId: 1, at: 1 }, { name: 'of_thread', partialFilterExpression: { threadId: isNamed } })
calls.index({ generationId: 1, _id: 1 }, { name: 'of_generation', partialFilterExpression: { generationId: isNamed } })
