import type { CommandHandler } from '../command-handler.ts'
import { loadMessages } from '../load-messages.ts'

export const decideToolCall: CommandHandler<'decideToolCall'> = async (
  { message: id, call: asked, approve },
  call,
  room,
) => {
  await room.access.toMessage(call.principal, id, 'tool.decide', call.isReplay ? 'left-to-verb' : 'checked')
  const { userId } = call.principal
  const { value } = await room.store.decideToolCall({ ...call.verb, messageId: id, userId, call: asked, approve })
  room.bus.publish({ kind: 'tool', generation: value.generationId })
  const [message] = await loadMessages([id], call, room)
  return { message }
}
