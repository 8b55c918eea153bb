import { localTitle } from '../../domain/local-title.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'
import { planAnswer } from '../plan-answer.ts'

export const sendMessage: CommandHandler<'sendMessage'> = async ({ thread, text, answer = true }, call, room) => {
  const { userId } = call.principal
  const { thread: target } = await room.access.toThread(call.principal, thread, ['message.send'], 'left-to-verb')
  const commit = await room.store.sendMessage({
    ...call.verb,
    threadId: thread,
    message: { id: room.ids.make(), authorId: userId, text },
    ...(answer ? { answer: planAnswer(call, room, thread) } : {}),
  })
  const { messageId, answerId } = followUp(commit, room)
  // A thread that was made empty gets its title from its first message; without one it can still be renamed.
  if (target.title === null && target.messageCount === 0 && !commit.replayed) {
    const verb = { id: thread, userId, at: call.verb.at, title: localTitle(text) }
    await room.store.updateThread(verb).then(
      titled => room.announcer.announce(titled.changes),
      () => {},
    )
  }
  const [message, reply] = await loadMessages([messageId, answerId], call, room)
  return { message, answer: reply }
}
