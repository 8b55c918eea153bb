import type { Opinion } from '../../../ports/message-store.ts'
import { collection, maybeText, oneOf, text, time, whole } from './fields.ts'

export interface FeedbackRow extends Opinion {
  readonly userId: string
  readonly at: number
}

export const feedback = collection<FeedbackRow>('feedback', {
  messageId: text(1),
  userId: text(1),
  number: whole(1),
  rating: oneOf(['up', 'down']),
  reason: maybeText(),
  at: time(),
})
feedback.index({ messageId: 1, userId: 1, number: 1 }, { name: 'opinion', unique: true })
feedback.index({ userId: 1 }, { name: 'user' })
