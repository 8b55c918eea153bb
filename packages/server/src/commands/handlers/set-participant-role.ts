import type { CommandHandler } from '../command-handler.ts'
import { followUpAccess } from '../follow-up-access.ts'
import { loadParticipant } from '../load-participant.ts'

export const setParticipantRole: CommandHandler<'setParticipantRole'> = async ({ thread, user, role }, call, room) => {
  await room.access.toThread(call.principal, thread, ['participant.manage'], 'left-to-verb')
  const { userId: actorId } = call.principal
  const verb = { ...call.verb, threadId: thread, actorId, userId: user, role }
  followUpAccess(await room.store.setParticipantRole(verb), room)
  return { participant: await loadParticipant(thread, user, room) }
}
