import { writeAudit } from '../audit/write-audit.ts'
import type { MongoContext } from '../mongo-context.ts'
import { emptyThread } from '../purge/empty-thread.ts'
import { takeThread } from '../threads/find-thread.ts'
import { type Deletion, markDeleted } from '../threads/mark-deleted.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

const deleteOwned = async (context: MongoContext, threadId: string, run: ErasureRun): Promise<Deletion | null> => {
  const { id, projectId, at } = run
  const row = await takeThread(context, threadId)
  if (row === null || row.deletedAt !== null) return null
  await writeAudit(context, { at, projectId, actor: 'server', action: 'thread.deleted', threadId })
  await context.erasures.update({ _id: id }, { $inc: { threads: 1 } })
  return await markDeleted(context, row, at, null)
}

/** Owned threads are deleted, for everybody in them. */
export const deleteOwnedThreads: ErasurePhase = async (run, limit) => {
  const { units, userId } = run
  const owned = await units.alone(({ threads }) =>
    threads.all({ ownerId: userId, emptied: false, deletedAt: null }, { limit }),
  )
  for (const { _id: threadId } of owned) {
    const deletion = await units.inThread(threadId, context => deleteOwned(context, threadId, run))
    run.changes.push(...(deletion?.changes ?? []))
    run.stopping.push(...(deletion?.stopping ?? []))
  }
  return owned.length
}

/** And emptied, whether their answers have ended or not: an owner whose row is gone writes nothing more. */
export const emptyOwnedThreads: ErasurePhase = async ({ units, userId, generations }, limit) => {
  const full = { ownerId: userId, emptied: false, deletedAt: { $gte: 0 } }
  let rows = 0
  while (rows < limit) {
    const thread = await units.alone(({ threads }) => threads.get(full))
    if (thread === null) break
    const { _id: threadId } = thread
    const contents = await units.inThread(threadId, async context => {
      await takeThread(context, threadId)
      return emptyThread(context, threadId, limit - rows)
    })
    generations.push(...contents.generations)
    rows += Math.max(contents.messages, 1)
  }
  return rows
}

/**
 * Tombstones belong to a nameless visitor of the erasure's id, for as long as others may ask for them. A thread that came
 * meanwhile is none: the next slice deletes and empties it.
 */
export const leaveTombstones: ErasurePhase = ({ units, userId, projectId, id, at }, limit) =>
  units.together(async ({ threads, users }) => {
    const left = await threads.all({ ownerId: userId, emptied: true }, { limit })
    if (left.length === 0) return 0
    const nobody = { externalId: null, name: null, feedSeq: 0, purgedFeedSeq: 0, mergedInto: null }
    await users.put({ _id: id }, { _id: id, projectId, kind: 'visitor', createdAt: at, erasedAt: at, ...nobody })
    return await threads.updateAll({ _id: { $in: left.map(({ _id }) => _id) } }, { $set: { ownerId: id } })
  })
