import { can, type ThreadState } from '@chat-view/sdk'

/** Why a thread takes no message; an archived one that one may restore has a button for it (CV9). */
export type ClosedReason = 'archived' | 'archived-forever' | 'read-only'

/** Null: it takes messages. `readonly`: the page wants it to be looked at only. */
export const closedReason = (state: ThreadState, user = '', readonly = false): ClosedReason | null => {
  if (readonly) return 'read-only'
  if (state.status !== 'open') return null
  const { thread, role } = state
  const actor = { kind: 'user', id: user, role } as const
  if (!can(actor, 'message.send')) return 'read-only'
  if (thread.archivedAt === null) return null
  return can(actor, 'thread.archive') ? 'archived' : 'archived-forever'
}
