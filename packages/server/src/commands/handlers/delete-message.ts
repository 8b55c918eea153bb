import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { renewSummaries } from '../renew-summaries.ts'

export const deleteMessage: CommandHandler<'deleteMessage'> = async ({ message: id, version }, call, room) => {
  const { thread } = await room.access.toMessage(call.principal, id, 'message.delete', 'left-to-verb')
  const commit = await room.store.deleteMessage({
    ...call.verb,
    messageId: id,
    userId: call.principal.userId,
    ...(version === undefined ? {} : { version }),
  })
  followUp(commit, room)
  await renewSummaries(room, thread.id)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
