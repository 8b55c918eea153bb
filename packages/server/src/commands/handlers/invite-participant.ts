import type { CommandHandler } from '../command-handler.ts'
import { followUpAccess } from '../follow-up-access.ts'
import { loadParticipant } from '../load-participant.ts'

export const inviteParticipant: CommandHandler<'inviteParticipant'> = async ({ thread, user, role }, call, room) => {
  await room.access.toThread(call.principal, thread, ['participant.manage'], 'left-to-verb')
  const commit = await room.store.addParticipant({
    ...call.verb,
    threadId: thread,
    actorId: call.principal.userId,
    user: { externalId: user, id: room.ids.make() },
    role,
  })
  const { userId } = followUpAccess(commit, room)
  return { participant: await loadParticipant(thread, userId, room) }
}
