import type { Commit } from '../../../ports/commit.ts'
import type { ThreadStore } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import type { WriteContext } from '../write-context.ts'
import { findMember, findThread } from './find-thread.ts'

/** Moves a member's mark forward, at most to the newest change; the change is theirs alone. */
export const markRead = (
  context: WriteContext,
  verb: Parameters<ThreadStore['markRead']>[0],
): Commit<{ threadId: string }> =>
  once(context, verb, () => {
    const { sql } = context
    const { id, userId, at } = verb
    const row = findThread(sql, id)
    const member = findMember(sql, id, userId)
    const seq = Math.min(verb.seq, row.seq)
    if (seq > member.read_seq) {
      sql.run('UPDATE members SET read_seq = ? WHERE thread_id = ? AND user_id = ?', seq, id, userId)
      enqueueOwn(context, { threadId: id, seq: row.seq, at, userId })
    }
    return { value: { threadId: id }, changes: [] }
  })
