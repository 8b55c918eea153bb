import type { CommandHandler } from '../command-handler.ts'
import { loadMessages } from '../load-messages.ts'

export const giveToolResult: CommandHandler<'giveToolResult'> = async (args, call, room) => {
  const { message: id, call: asked, result, failed = false } = args
  await room.access.toMessage(call.principal, id, 'tool.decide', call.isReplay ? 'left-to-verb' : 'checked')
  const { value } = await room.store.giveToolResult({ ...call.verb, messageId: id, call: asked, result, failed })
  room.bus.publish({ kind: 'tool', generation: value.generationId })
  const [message] = await loadMessages([id], call, room)
  return { message }
}
