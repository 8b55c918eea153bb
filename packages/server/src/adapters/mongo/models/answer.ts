import type { MessagePart } from '@chat-view/protocol'
import { collection, list, text, time, whole } from './fields.ts'

/** One of the answers that a message of the assistant holds. */
export interface AnswerRow {
  readonly messageId: string
  readonly number: number
  readonly generationId: string
  readonly parts: readonly MessagePart[]
  readonly createdAt: number
}

export const answers = collection<AnswerRow>('answer_versions', {
  messageId: text(1),
  number: whole(1),
  generationId: text(1),
  parts: list,
  createdAt: time(),
})
answers.index({ messageId: 1, number: 1 }, { name: 'number', unique: true })
answers.index({ generationId: 1 }, { name: 'generation' })
