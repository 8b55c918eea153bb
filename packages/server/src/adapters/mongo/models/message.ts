import type { ArchivedMessage } from '../../../ports/archive-row.ts'
import { collection, list, maybeText, maybeWhole, oneOf, ownId, type RowOf, text, time, whole } from './fields.ts'

export type MessageRow = RowOf<ArchivedMessage>

export const messages = collection<MessageRow>('messages', {
  ...ownId,
  threadId: text(1),
  seq: whole(1),
  version: whole(1),
  role: oneOf(['user', 'assistant', 'system']),
  authorId: maybeText(1),
  commandId: maybeText(),
  parts: list,
  shown: whole(1),
  versions: whole(1),
  edits: whole(),
  editedAt: maybeWhole(),
  deletedAt: maybeWhole(),
  supersededBy: maybeText(1),
  createdAt: time(),
})
messages.index({ threadId: 1, seq: 1 }, { name: 'place', unique: true })
messages.index({ threadId: 1, supersededBy: 1, seq: 1 }, { name: 'current' })
messages.index({ authorId: 1 }, { name: 'author', partialFilterExpression: { authorId: { $gte: '' } } })
messages.index({ supersededBy: 1 }, { name: 'superseded', partialFilterExpression: { supersededBy: { $gte: '' } } })
