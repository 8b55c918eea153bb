import type { Emptied, PurgeQuery } from '../../../ports/purge-store.ts'
import { isOpen } from '../models/generation.ts'
import { takeThread } from '../threads/find-thread.ts'
import type { Units } from '../units.ts'
import { emptyThread } from './empty-thread.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

/** Threads that one slice looks at: most are small. */
const threadsAtOnce = 50

/** Deleted ones that hold something, in which no answer runs; those that were deleted first. */
const fullThreads = (units: Units, at: number): Promise<string[]> =>
  units.alone(async ({ threads, generations }) => {
    const full = { emptied: false, deletedAt: { $gte: 0, $lte: at } }
    const found = await threads.all(full, { sort: { deletedAt: 1 }, limit: threadsAtOnce })
    const still: string[] = []
    for (const { _id: threadId } of found)
      if ((await generations.get({ threadId, ...isOpen })) === null) still.push(threadId)
    return still
  })

const nothing = {
  threads: 0,
  messages: 0,
  edits: 0,
  answers: 0,
  feedback: 0,
  invites: 0,
  summaries: 0,
  generations: 0,
}

/** Empties them, each slice of each in a transaction of its own. */
export const purgeDeleted = async (units: Units, { at, limit }: Pick<PurgeQuery, 'at' | 'limit'>): Promise<Emptied> => {
  const removed = { ...nothing }
  const generations: string[] = []
  let left = limit
  for (const id of await fullThreads(units, at)) {
    if (left <= 0) break
    const contents = await units.inThread(id, async context => {
      await takeThread(context, id)
      return emptyThread(context, id, left)
    })
    left -= Math.max(contents.messages, 1)
    removed.threads += contents.done ? 1 : 0
    removed.messages += contents.messages
    removed.edits += contents.edits
    removed.answers += contents.answers
    removed.feedback += contents.feedback
    removed.invites += contents.invites
    removed.summaries += contents.summaries
    removed.generations += contents.generations.length
    generations.push(...contents.generations)
    await removeLoneVisitors(units, contents.authors)
  }
  return { removed, generations }
}
