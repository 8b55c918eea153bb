import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { planAnswer } from '../plan-answer.ts'

/** Edits that are kept of one message, the original among them (CV4). */
const keep = 50

export const editMessage: CommandHandler<'editMessage'> = async ({ message: id, text, version }, call, room) => {
  const { thread } = await room.access.toMessage(call.principal, id, 'message.edit', 'left-to-verb')
  const commit = await room.store.editMessage({
    ...call.verb,
    messageId: id,
    editId: room.ids.make(),
    userId: call.principal.userId,
    text,
    keep,
    answer: planAnswer(call, room, thread.id),
    ...(version === undefined ? {} : { version }),
  })
  const { messageId, answerId } = followUp(commit, room)
  const [message, answer] = await loadMessages([messageId, answerId], call, room)
  return { message, answer }
}
