import { bounds } from '@chat-view/protocol/codes'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { withAnswer } from '../plan-answer.ts'
import { renewSummaries } from '../renew-summaries.ts'

export const editMessage: CommandHandler<'editMessage'> = async (args, call, room) => {
  const { message: id, text, version, tools } = args
  const { thread } = await room.access.toMessage(call.principal, id, 'message.edit', 'left-to-verb')
  const commit = await withAnswer(call, room, { threadId: thread.id, tools }, answer =>
    room.store.editMessage({
      ...call.verb,
      messageId: id,
      editId: room.ids.make(),
      userId: call.principal.userId,
      text,
      keep: call.project.settings.editsKept ?? bounds.editsKept.default,
      answer,
      ...(version === undefined ? {} : { version }),
    }),
  )
  const { messageId, answerId } = followUp(commit, room)
  await renewSummaries(room, thread.id)
  const [message, answer] = await loadMessages([messageId, answerId], call, room)
  return { message, answer }
}
