import { expectDecider } from '../../domain/expect-decider.ts'
import type { CommandHandler } from '../command-handler.ts'
import { loadMessages } from '../load-messages.ts'

export const decideToolCall: CommandHandler<'decideToolCall'> = async (
  { message: id, call: asked, approve },
  call,
  room,
) => {
  const { userId } = call.principal
  const state = call.isReplay ? 'left-to-verb' : 'checked'
  const access = await room.access.toMessage(call.principal, id, 'tool.decide', state)
  if (!call.isReplay) await expectDecider(room.store, access, { userId, call: asked })
  const { value } = await room.store.decideToolCall({ ...call.verb, messageId: id, userId, call: asked, approve })
  room.bus.publish({ kind: 'tool', generation: value.generationId })
  const [message] = await loadMessages([id], call, room)
  return { message }
}
