import type { ArchivedEdit } from '../../../ports/archive-row.ts'
import { collection, ownId, type RowOf, text, time, whole } from './fields.ts'

export type EditRow = RowOf<ArchivedEdit>

export const edits = collection<EditRow>('edits', {
  ...ownId,
  messageId: text(1),
  number: whole(1),
  authorId: text(),
  at: time(),
  before: text(),
  after: text(),
})
edits.index({ messageId: 1, number: 1 }, { name: 'number', unique: true })
edits.index({ authorId: 1 }, { name: 'author' })
