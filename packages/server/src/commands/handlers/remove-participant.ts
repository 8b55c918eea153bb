import type { CommandHandler } from '../command-handler.ts'
import { followUpAccess } from '../follow-up-access.ts'

export const removeParticipant: CommandHandler<'removeParticipant'> = async ({ thread, user }, call, room) => {
  // Who has left is let in no more, and still gets the answer that they left (RT11).
  if (call.isReplay) return { thread, user }
  const { userId: actorId } = call.principal
  const action = user === actorId ? 'participant.leave' : 'participant.manage'
  await room.access.toThread(call.principal, thread, [action], 'left-to-verb')
  const verb = { ...call.verb, threadId: thread, actorId, userId: user }
  followUpAccess(await room.store.removeParticipant(verb), room)
  return { thread, user }
}
