import { localTitle } from '../../domain/titles/local-title.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { loadThread } from '../load-thread.ts'
import { withAnswer } from '../plan-answer.ts'

export const createThread: CommandHandler<'createThread'> = async ({ title, message }, call, room) => {
  const { userId, projectId } = call.principal
  const { ids, store } = room
  // A model words it after the first exchange.
  const isWorded = call.project.settings.titles === 'model'
  const verb = {
    ...call.verb,
    id: ids.make(),
    projectId,
    ownerId: userId,
    title: title ?? (message && !isWorded ? localTitle(message.text) : null),
  }
  const first = message && { id: ids.make(), authorId: userId, text: message.text }
  const commit = first
    ? await withAnswer(call, room, { threadId: null, tools: message?.tools }, answer =>
        store.createThread({ ...verb, message: first, answer }),
      )
    : await store.createThread(verb)
  const { threadId, messageId, answerId } = followUp(commit, room)
  const [thread, [sent, answer]] = await Promise.all([
    loadThread(threadId, call, room),
    loadMessages([messageId, answerId], call, room),
  ])
  return { thread, message: sent, answer }
}
