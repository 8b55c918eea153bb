import { CodedError } from '../../ports/coded-error.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'

export const revokeInvite: CommandHandler<'revokeInvite'> = async ({ invite: id }, call, room) => {
  if (call.isReplay) return { invite: id }
  const record = await room.store.getInvite(id)
  if (!record) throw new CodedError('not_found')
  await room.access.toThread(call.principal, record.threadId, ['invite.revoke'], 'left-to-verb')
  const commit = await room.store.revokeInvite({ ...call.verb, id, actorId: call.principal.userId })
  followUp({ ...commit, value: {} }, room)
  return { invite: id }
}
