import type { ThreadEntry } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { Access } from '../ports/reads.ts'
import type { ThreadStore } from '../ports/thread-store.ts'
import { threadOf } from './hydrate-events.ts'

/**
 * A thread as it stands in a user's list. For one whose part in it is by their token alone (CV10) it stands in no list:
 * nothing of it is theirs but the role. @throws deleted
 */
export const entryOf = async (
  store: Pick<ThreadStore, 'getEntry'>,
  userId: string,
  { thread, role }: Access,
): Promise<ThreadEntry> => {
  if (thread.deletedAt !== null) throw new CodedError('deleted')
  const entry = await store.getEntry(thread.id, userId)
  if (entry) return { ...entry, role }
  return { ...threadOf(thread), role, pinned: false, readSeq: thread.seq, unread: false }
}
