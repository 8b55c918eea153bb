import { collection, flag, maybeText, maybeWhole, text, time, whole } from './fields.ts'

/** An event that a subscriber has not had yet. Rows of one thread and subscriber are a chain, delivered in order. */
export interface OutboxRow {
  readonly threadId: string
  readonly subscriber: string
  /** Place in the chain: the thread's turn. */
  readonly turn: number
  readonly seq: number
  /** Where the commit has more events than that: the first; for webhooks, which hear of each. */
  readonly firstSeq: number | null
  readonly at: number
  /** A change that is one user's own: a pin, a read mark. */
  readonly userId: string | null
  /** When it may be taken; null: others of the chain go before it. */
  readonly dueAt: number | null
  readonly attempts: number
  /** The end of the chain: what is added next writes here, and so conflicts with a delivery that takes it away. */
  readonly last: boolean
  /** Who took it, so that a taker knows its own. */
  readonly takenBy: string | null
}

export const outbox = collection<OutboxRow>('outbox', {
  threadId: text(1),
  subscriber: text(1),
  turn: whole(1),
  seq: whole(1),
  firstSeq: maybeWhole(1),
  at: time(),
  userId: maybeText(1),
  dueAt: maybeWhole(),
  attempts: whole(),
  last: flag,
  takenBy: maybeText(),
})
outbox.index({ threadId: 1, subscriber: 1, turn: 1, userId: 1 }, { name: 'place', unique: true })
outbox.index({ threadId: 1, subscriber: 1 }, { name: 'last', unique: true, partialFilterExpression: { last: true } })
outbox.index({ userId: 1 }, { name: 'user', partialFilterExpression: { userId: { $gte: '' } } })
outbox.index({ at: 1 }, { name: 'age' })
outbox.index({ dueAt: 1, _id: 1 }, { name: 'due', partialFilterExpression: { dueAt: { $gte: 0 } } })
