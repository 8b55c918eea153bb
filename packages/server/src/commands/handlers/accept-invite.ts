import { CodedError } from '../../ports/coded-error.ts'
import type { CommandCall, CommandHandler, CommandRoom } from '../command-handler.ts'
import { followUpAccess } from '../follow-up-access.ts'
import { loadThread } from '../load-thread.ts'

/** The verb of a command that was done before looks at no invitation, and its token may have ended since (RT11). */
const inviteIdOf = async (token: string, { isReplay, principal }: CommandCall, room: CommandRoom): Promise<string> => {
  if (isReplay) return 'done before'
  const { inviteId, projectId } = await room.tokens.verifyInvite(token)
  if (projectId !== principal.projectId) throw new CodedError('token_invalid')
  return inviteId
}

export const acceptInvite: CommandHandler<'acceptInvite'> = async ({ token }, call, room) => {
  const { userId } = call.principal
  const id = await inviteIdOf(token, call, room)
  const commit = await room.store.acceptInvite({ ...call.verb, id, userId })
  const { threadId } = followUpAccess({ ...commit, value: { ...commit.value, userId } }, room)
  return { thread: await loadThread(threadId, call, room) }
}
