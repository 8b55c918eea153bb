import { bounds } from '@chat-view/protocol/codes'
import { inviteOf } from '../../domain/invite-of.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'

export const createInvite: CommandHandler<'createInvite'> = async (args, call, room) => {
  const { thread, role, expiresIn = bounds.invite.defaultSeconds, maxUses = null } = args
  const { userId: actorId, projectId } = call.principal
  await room.access.toThread(call.principal, thread, ['participant.manage'], 'left-to-verb')
  const commit = await room.store.createInvite({
    ...call.verb,
    id: room.ids.make(),
    threadId: thread,
    actorId,
    role,
    expiresAt: call.verb.at + expiresIn * 1_000,
    maxUses,
  })
  followUp({ ...commit, value: {} }, room)
  const { inviteId } = commit.value
  const record = await room.store.getInvite(inviteId)
  if (!record) throw new CodedError('deleted')
  return { invite: inviteOf(record), token: await room.tokens.signInvite({ inviteId, projectId }, record.expiresAt) }
}
