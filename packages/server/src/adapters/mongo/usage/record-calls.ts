import type { CallRecord } from '../../../ports/usage-store.ts'
import type { MongoContext } from '../mongo-context.ts'

/** Writes calls that are not there yet (AI7). Who was forgotten meanwhile, and what was emptied, is not named again. */
export const recordCalls = async (context: MongoContext, given: readonly CallRecord[]): Promise<void> => {
  if (given.length === 0) return
  const known = await context.calls.all({ _id: { $in: given.map(({ id }) => id) } })
  const there = new Set(known.map(({ _id }) => _id))
  const fresh = given.filter(({ id }) => !there.has(id))
  if (fresh.length === 0) return
  const named = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap(id => id ?? []))]
  const users = await context.users.all({ _id: { $in: named(fresh.map(({ userId }) => userId)) } })
  const threads = await context.threads.all({
    _id: { $in: named(fresh.map(({ threadId }) => threadId)) },
    emptied: false,
  })
  const alive = new Set([...users, ...threads].map(({ _id }) => _id))
  const kept = (id: string | null): string | null => (id !== null && alive.has(id) ? id : null)
  await context.calls.insert(
    ...fresh.map(({ id, userId, threadId, ...call }) => ({
      _id: id,
      ...call,
      userId: kept(userId),
      threadId: kept(threadId),
    })),
  )
}
