import type { CommandHandler } from '../command-handler.ts'
import { loadMessages } from '../load-messages.ts'

export const decideToolCall: CommandHandler<'decideToolCall'> = async (args, call, room) => {
  const { message: id, call: asked, approve } = args
  const { userId } = call.principal
  await room.access.toMessage(call.principal, id, 'tool.decide', call.isReplay ? 'left-to-verb' : 'checked')
  const { value } = await room.store.decideToolCall({ ...call.verb, messageId: id, userId, call: asked, approve })
  room.bus.publish({ kind: 'tool', generation: value.generationId })
  const [message] = await loadMessages([id], call, room)
  return { message }
}
