import type { CommandInput, Message } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { type LiveText, liveStep } from './live-text.ts'
import type { AnswerStatus, MessageView } from './message-view.ts'
import type { PendingMessage } from './pending-message.ts'

const none: readonly string[] = []

const answerStatus = ({ generation }: Message, live: LiveText | undefined): AnswerStatus | null => {
  if (live) return { state: 'running', generation: live.generation, ...live.step }
  if (!generation) return null
  const { id, state, end } = generation
  if (isOpenGeneration(state)) return { state: 'running', generation: id, ...liveStep(state) }
  return { state, generation: id, reason: end?.reason ?? '', usage: end?.usage ?? null }
}

/** How a confirmed message looks, with its live text, and the edit and the opinion that are on their way. */
export const viewOfMessage = (
  key: string,
  message: Message,
  live: LiveText | undefined,
  edit: PendingMessage | undefined,
  opinion: CommandInput<'giveFeedback'> | undefined,
): MessageView => ({
  key,
  id: message.id,
  seq: message.seq,
  role: message.role,
  authorId: message.authorId,
  authorName: message.authorName,
  version: message.version,
  parts: live?.parts ?? message.parts,
  answer: answerStatus(message, live),
  suggestions: live ? none : (message.generation?.suggestions ?? none),
  delivery: edit?.delivery ?? { state: 'sent' },
  versions: message.versions,
  edits: message.edits,
  editedAt: message.editedAt,
  deletedAt: message.deletedAt,
  createdAt: message.createdAt,
  feedback: (opinion ?? message).feedback ?? null,
})
