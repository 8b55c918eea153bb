import type { Feedback, Message, MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { LiveAnswers } from '../ports/live-answers.ts'
import type { MessageRecord, MessageStore } from '../ports/message-store.ts'

type Live = Pick<LiveAnswers, 'partsOf'>

const partsOf = async (record: MessageRecord, live: Live | undefined): Promise<MessagePart[]> => {
  const { generation } = record
  if (!live || generation === null || !isOpenGeneration(generation.state)) return record.parts
  return (await live.partsOf(generation.id)) ?? record.parts
}

/**
 * Messages as one reader sees them: with their own feedback to the answers that are shown, and of running ones the text
 * that readers have, where `live` is given.
 */
export const presentMessages = async (
  store: Pick<MessageStore, 'feedbackOf'>,
  userId: string,
  records: readonly MessageRecord[],
  live?: Live,
): Promise<Message[]> => {
  const shown = new Map(
    records.filter(({ role }) => role === 'assistant').map(({ id, versions }) => [id, versions.shown] as const),
  )
  const given = shown.size === 0 ? [] : await store.feedbackOf(userId, [...shown.keys()])
  const opinions = new Map<string, Feedback>()
  for (const { messageId, number, ...feedback } of given)
    if (number === shown.get(messageId)) opinions.set(messageId, feedback)
  return Promise.all(
    records.map(async record => {
      const { projectId: _, ...message } = record
      return { ...message, parts: await partsOf(record, live), feedback: opinions.get(record.id) ?? null }
    }),
  )
}
