import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { renewSummaries } from '../renew-summaries.ts'
import { titleMadeOf } from '../title-made-of.ts'

export const deleteMessage: CommandHandler<'deleteMessage'> = async ({ message: id, version }, call, room) => {
  const { thread, message: there } = await room.access.toMessage(call.principal, id, 'message.delete', 'left-to-verb')
  const titled = await titleMadeOf(thread, there, room)
  const commit = await room.store.deleteMessage({
    ...call.verb,
    messageId: id,
    userId: call.principal.userId,
    ...(version === undefined ? {} : { version }),
    ...(titled === undefined ? {} : { titled }),
  })
  followUp(commit, room)
  await renewSummaries(room, thread.id)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
