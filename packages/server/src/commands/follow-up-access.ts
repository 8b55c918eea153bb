import type { Commit } from '../ports/commit.ts'
import type { CommandRoom } from './command-handler.ts'
import { followUp } from './follow-up.ts'

/**
 * What follows a change of who may see a thread: their connections are told before the others are, so that nothing that
 * came after a removal reaches who was removed (CV10).
 */
export const followUpAccess = <T extends { readonly threadId: string; readonly userId: string }>(
  commit: Commit<T>,
  room: CommandRoom,
): T => {
  const { value, replayed } = commit
  if (!replayed) room.bus.publish({ kind: 'access', thread: value.threadId, user: value.userId })
  followUp({ ...commit, value: {} }, room)
  return value
}
