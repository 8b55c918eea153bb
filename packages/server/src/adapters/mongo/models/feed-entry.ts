import { collection, text, time, whole } from './fields.ts'

/** One a user and thread: what a feed says is "look at this thread", and the newest place says it for all. */
export interface FeedRow {
  readonly userId: string
  readonly seq: number
  readonly threadId: string
  /** The thread's turn that it tells of. */
  readonly turn: number
  readonly at: number
}

export const feed = collection<FeedRow>('feed', {
  userId: text(1),
  seq: whole(1),
  threadId: text(1),
  turn: whole(1),
  at: time(),
})
feed.index({ userId: 1, seq: 1 }, { name: 'place', unique: true })
feed.index({ userId: 1, threadId: 1 }, { name: 'thread', unique: true })
feed.index({ threadId: 1 }, { name: 'of_thread' })
