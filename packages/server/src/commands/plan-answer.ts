import type { AnswerPlan } from '../ports/answer-runner.ts'
import type { NewAnswer } from '../ports/generation-store.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

// The verb of a command that was done before looks at none of this.
const unplanned: AnswerPlan = { owner: 'nobody', provider: 'none', model: 'none' }

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
  ...(call.isReplay ? unplanned : room.answers.plan(call.project, threadId)),
  messageId,
  generationId: room.ids.make(),
})
