import type { ArchivedSummary } from '../../../ports/archive-row.ts'
import { collection, flag, maybeText, ownId, type RowOf, text, time, whole } from './fields.ts'

export type SummaryRow = RowOf<ArchivedSummary>

export const summaries = collection<SummaryRow>('summaries', {
  ...ownId,
  threadId: text(1),
  version: whole(1),
  fromSeq: whole(1),
  toSeq: whole(1),
  messages: whole(1),
  text: text(1),
  stale: flag,
  authorId: maybeText(1),
  createdAt: time(),
  updatedAt: time(),
})
summaries.index({ threadId: 1, fromSeq: 1 }, { name: 'window', unique: true })
summaries.index({ authorId: 1 }, { name: 'author', partialFilterExpression: { authorId: { $gte: '' } } })
