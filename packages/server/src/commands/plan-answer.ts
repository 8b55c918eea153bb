import type { NewAnswer } from '../ports/generation-store.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

/**
 * Asks who will run an answer, and names it, before the verb writes it. `messageId` is that of an answer that is there,
 * which gets another version or goes on.
 * @throws overloaded, provider_unavailable, shutting_down, too_many
 */
export const planAnswer = (
  call: CommandCall,
  room: CommandRoom,
  threadId: string | null,
  messageId: string = room.ids.make(),
): NewAnswer => ({
  ...room.answers.plan(call.project, threadId),
  messageId,
  generationId: room.ids.make(),
})
