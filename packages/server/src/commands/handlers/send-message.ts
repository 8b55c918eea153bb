import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-result.ts'
import { planAnswer } from '../plan-answer.ts'

export const sendMessage: CommandHandler<'sendMessage'> = async ({ thread, text, answer = true }, call, room) => {
  const { userId } = call.principal
  await room.access.toThread(call.principal, thread, ['message.send'], 'left-to-verb')
  const commit = await room.store.sendMessage({
    ...call.verb,
    threadId: thread,
    message: { id: room.ids.make(), authorId: userId, text },
    ...(answer ? { answer: planAnswer(call, room, thread) } : {}),
  })
  const { messageId, answerId } = followUp(commit, room)
  const [message, reply] = await loadMessages([messageId, answerId], call, room)
  return { message, answer: reply }
}
