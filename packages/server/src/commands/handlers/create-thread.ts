import { localTitle } from '../../domain/local-title.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { loadThread } from '../load-thread.ts'
import { planAnswer } from '../plan-answer.ts'

export const createThread: CommandHandler<'createThread'> = async ({ title, message }, call, room) => {
  const { userId, projectId } = call.principal
  const { ids, store } = room
  const first = message && {
    message: { id: ids.make(), authorId: userId, text: message.text },
    answer: planAnswer(call, room, null),
  }
  const commit = await store.createThread({
    ...call.verb,
    id: ids.make(),
    projectId,
    ownerId: userId,
    title: title ?? (message ? localTitle(message.text) : null),
    ...first,
  })
  const { threadId, messageId, answerId } = followUp(commit, room)
  const [thread, [sent, answer]] = await Promise.all([
    loadThread(threadId, call, room),
    loadMessages([messageId, answerId], call, room),
  ])
  return { thread, message: sent, answer }
}
