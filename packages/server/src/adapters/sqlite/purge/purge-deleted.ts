import type { Emptied, PurgeQuery } from '../../../ports/purge-store.ts'
import { isOpen } from '../answers/generation-row.ts'
import type { WriteContext } from '../write-context.ts'
import { emptyThread, rowsIn } from './empty-thread.ts'

/** Threads that one slice looks at: most are small. */
const threadsAtOnce = 50

const full = `SELECT id FROM threads t WHERE deleted_at IS NOT NULL AND emptied = 0 AND deleted_at <= ?
    AND NOT EXISTS (SELECT 1 FROM generations g WHERE g.thread_id = t.id AND ${isOpen})
  ORDER BY deleted_at LIMIT ${threadsAtOnce}`

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

/** Empties those that were deleted first. */
export const purgeDeleted = (context: WriteContext, { at, limit }: Pick<PurgeQuery, 'at' | 'limit'>): Emptied => {
  const removed = { ...nothing }
  const generations: string[] = []
  let left = limit
  for (const { id } of context.sql.all<{ id: string }>(full, at)) {
    if (left <= 0) break
    const contents = emptyThread(context, id, left)
    left -= Math.max(rowsIn(contents), 1)
    removed.threads += contents.done ? 1 : 0
    removed.messages += contents.messages
    removed.edits += contents.edits
    removed.answers += contents.answers
    removed.feedback += contents.feedback
    removed.invites += contents.invites
    removed.summaries += contents.summaries
    removed.generations += contents.generations.length
    generations.push(...contents.generations)
  }
  return { removed, generations }
}
