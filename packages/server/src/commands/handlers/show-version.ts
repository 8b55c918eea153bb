import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'

export const showVersion: CommandHandler<'showVersion'> = async ({ message: id, number }, call, room) => {
  await room.access.toMessage(call.principal, id, 'answer.showVersion', 'left-to-verb')
  const { userId } = call.principal
  followUp(await room.store.showVersion({ ...call.verb, messageId: id, userId, number }), room)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
