import type { Commit } from '../../../ports/commit.ts'
import type { ThreadStore } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { enqueueOwn } from '../outbox/enqueue.ts'
import { findMember, findThread } from './find-thread.ts'

/** Moves a member's mark forward, at most to the newest change; the change is theirs alone. */
export const markRead = (
  context: MongoContext,
  verb: Parameters<ThreadStore['markRead']>[0],
): Promise<Commit<{ threadId: string }>> =>
  once(context, verb, async () => {
    const { id, userId, at } = verb
    const row = await findThread(context, id)
    const member = await findMember(context, id, userId)
    const readSeq = Math.min(verb.seq, row.seq)
    if (readSeq > member.readSeq) {
      await context.members.update({ threadId: id, userId }, { $set: { readSeq } })
      await enqueueOwn(context, { threadId: id, turn: row.turn, seq: row.seq, at, userId })
    }
    return { value: { threadId: id }, changes: [] }
  })
