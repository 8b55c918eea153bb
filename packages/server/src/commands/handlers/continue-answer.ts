import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { planAnswer } from '../plan-answer.ts'

export const continueAnswer: CommandHandler<'continue'> = async ({ message: id }, call, room) => {
  const { thread } = await room.access.toMessage(call.principal, id, 'answer.continue', 'left-to-verb')
  const commit = await room.store.continueAnswer({
    ...call.verb,
    messageId: id,
    userId: call.principal.userId,
    answer: planAnswer(call, room, thread.id, id),
  })
  followUp(commit, room)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
