import { CodedError } from '../../ports/coded-error.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadMessages } from '../load-messages.ts'

export const stopAnswer: CommandHandler<'stop'> = async ({ message: id, generation }, call, room) => {
  await room.access.toMessage(call.principal, id, 'answer.stop', 'left-to-verb')
  const named = await room.store.getGeneration(generation)
  if (named?.messageId !== id) throw new CodedError('not_found', { detail: 'The message has no such generation' })
  const commit = await room.store.requestStop({ ...call.verb, id: generation })
  followUp({ ...commit, value: { stopping: [generation] } }, room)
  const [message] = await loadMessages([id], call, room)
  return { message }
}
