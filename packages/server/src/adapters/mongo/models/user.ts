import { collection, maybeText, maybeWhole, oneOf, ownId, text, time, whole } from './fields.ts'

export interface UserRow {
  readonly _id: string
  readonly projectId: string
  readonly kind: 'known' | 'visitor'
  readonly externalId: string | null
  readonly name: string | null
  readonly createdAt: number
  /** Written by the subscriber of the outbox alone: threads share it. */
  readonly feedSeq: number
  /** Up to where changes went out of the feed with their threads. */
  readonly purgedFeedSeq: number
  readonly mergedInto: string | null
  readonly erasedAt: number | null
}

export const users = collection<UserRow>('users', {
  ...ownId,
  projectId: text(1),
  kind: oneOf(['known', 'visitor']),
  externalId: maybeText(),
  name: maybeText(),
  createdAt: time(),
  feedSeq: whole(),
  purgedFeedSeq: whole(),
  mergedInto: maybeText(1),
  erasedAt: maybeWhole(),
})
users.index(
  { projectId: 1, externalId: 1 },
  { name: 'external_id', unique: true, partialFilterExpression: { externalId: { $gte: '' } } },
)
users.index({ mergedInto: 1 }, { name: 'merged', partialFilterExpression: { mergedInto: { $gt: '' } } })
