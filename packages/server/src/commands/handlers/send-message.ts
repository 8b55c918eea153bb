import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { withAnswer } from '../plan-answer.ts'

export const sendMessage: CommandHandler<'sendMessage'> = async (args, call, room) => {
  const { thread, text, answer = true, tools } = args
  const { userId } = call.principal
  await room.access.toThread(call.principal, thread, ['message.send'], 'left-to-verb')
  const verb = { ...call.verb, threadId: thread, message: { id: room.ids.make(), authorId: userId, text } }
  const commit = answer
    ? await withAnswer(call, room, { threadId: thread, tools }, asked =>
        room.store.sendMessage({ ...verb, answer: asked }),
      )
    : await room.store.sendMessage(verb)
  const { messageId, answerId } = followUp(commit, room)
  const [message, reply] = await loadMessages([messageId, answerId], call, room)
  return { message, answer: reply }
}
