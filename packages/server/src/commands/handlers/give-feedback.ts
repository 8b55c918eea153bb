import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'

export const giveFeedback: CommandHandler<'giveFeedback'> = async ({ message: id, number, feedback }, call, room) => {
  await room.access.toMessage(call.principal, id, 'message.feedback', 'left-to-verb')
  const { userId } = call.principal
  const about = { messageId: id, userId, ...(number !== undefined && { number }) }
  followUp(await room.store.giveFeedback({ ...call.verb, ...about, feedback }), room)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
