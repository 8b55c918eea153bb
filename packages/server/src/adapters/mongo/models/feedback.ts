import type { Feedback } from '@chat-view/protocol'
import { collection, maybeText, oneOf, text, time } from './fields.ts'

export interface FeedbackRow extends Feedback {
  readonly messageId: string
  readonly userId: string
  readonly at: number
}

export const feedback = collection<FeedbackRow>('feedback', {
  messageId: text(1),
  userId: text(1),
  rating: oneOf(['up', 'down']),
  reason: maybeText(),
  at: time(),
})
feedback.index({ messageId: 1, userId: 1 }, { name: 'opinion', unique: true })
feedback.index({ userId: 1 }, { name: 'user' })
