import { CodedError } from '../../ports/coded-error.ts'
import type { CommandCall, CommandHandler, CommandRoom } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'

/** The verb of a command that was done before looks at no visitor, and the token has ended since (RT11). */
const visitorIdOf = async (token: string, { isReplay, principal }: CommandCall, room: CommandRoom): Promise<string> => {
  if (isReplay) return 'done before'
  const { visitorId, projectId } = await room.tokens.verifyClaim(token)
  if (projectId !== principal.projectId) throw new CodedError('token_invalid')
  return visitorId
}

export const claimVisitor: CommandHandler<'claimVisitor'> = async ({ token }, call, room) => {
  const { kind, userId } = call.principal
  if (kind !== 'known') throw new CodedError('forbidden', { detail: 'Only a known user can take threads over' })
  const visitorId = await visitorIdOf(token, call, room)
  const commit = await room.store.claimVisitor({ ...call.verb, visitorId, userId })
  const { threadIds, sessionIds } = commit.value
  if (!commit.replayed) for (const session of sessionIds) room.bus.publish({ kind: 'session', session })
  followUp({ ...commit, value: {} }, room)
  return { threads: threadIds.length }
}
