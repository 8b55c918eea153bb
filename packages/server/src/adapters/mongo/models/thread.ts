import type { ArchivedThread } from '../../../ports/archive-row.ts'
import { collection, flag, maybeText, maybeWhole, ownId, type RowOf, text, time, whole } from './fields.ts'

export interface ThreadRow extends RowOf<ArchivedThread> {
  /** It was deleted and holds nothing any more. */
  readonly emptied: boolean
  /** How many verbs took their turn at the thread: two at once conflict here, and what they send out is in this order. */
  readonly turn: number
  /** Since then it waits to be summarised. */
  readonly summariseAt: number | null
  /** A person wants it summarised up to there. */
  readonly summariseTo: number | null
}

export const threads = collection<ThreadRow>('threads', {
  ...ownId,
  projectId: text(1),
  ownerId: text(1),
  version: whole(1),
  seq: whole(1),
  notableSeq: whole(),
  purgedSeq: whole(),
  title: maybeText(1),
  createdAt: time(),
  lastActivityAt: time(),
  archivedAt: maybeWhole(),
  deletedAt: maybeWhole(),
  messageCount: whole(),
  totalTokens: whole(),
  summariseAt: maybeWhole(),
  summariseTo: maybeWhole(1),
  emptied: flag,
  turn: whole(1),
})
threads.index({ projectId: 1 }, { name: 'project' })
threads.index({ ownerId: 1, emptied: 1, deletedAt: 1 }, { name: 'owner' })
threads.index(
  { projectId: 1, lastActivityAt: 1 },
  { name: 'idle', partialFilterExpression: { deletedAt: { $type: 'null' } } },
)
threads.index({ emptied: 1, deletedAt: 1 }, { name: 'gone', partialFilterExpression: { deletedAt: { $gte: 0 } } })
threads.index({ summariseAt: 1, _id: 1 }, { name: 'summarise', partialFilterExpression: { summariseAt: { $gte: 0 } } })
