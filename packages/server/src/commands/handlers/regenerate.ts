import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { withAnswer } from '../plan-answer.ts'

export const regenerate: CommandHandler<'regenerate'> = async ({ message: id, tools }, call, room) => {
  const { thread } = await room.access.toMessage(call.principal, id, 'answer.regenerate', 'left-to-verb')
  const { userId } = call.principal
  const commit = await withAnswer(call, room, { threadId: thread.id, messageId: id, tools }, answer =>
    room.store.regenerate({ ...call.verb, messageId: id, userId, answer }),
  )
  followUp(commit, room)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
