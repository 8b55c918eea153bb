import { markThread } from '../summaries/mark-thread.ts'
import { dangling, foreign, orphan } from './reference-rules.ts'
import { type AnyRow, byId, type Found, type Inspection, type Rule, removing, rowsOf, textOf } from './rule.ts'

const isEarlier = (one: AnyRow, other: AnyRow): boolean =>
  Number(one.createdAt) - Number(other.createdAt) < 0 ||
  (one.createdAt === other.createdAt && textOf(one._id) < textOf(other._id))

/** Of two windows that overlap the later one goes. */
const overlap: Rule = {
  kind: 'summary',
  field: 'fromSeq',
  async detect(reader, rows) {
    const found: Found[] = []
    for (const row of rows) {
      const { threadId, fromSeq, toSeq } = row
      const others = await rowsOf(reader, 'summaries').all({
        threadId,
        fromSeq: { $lte: toSeq },
        toSeq: { $gte: fromSeq },
      })
      if (others.some(other => textOf(other._id) !== textOf(row._id) && isEarlier(other, row)))
        found.push({ row, found: Number(fromSeq), expected: null })
    }
    return found
  },
  repair: removing('summaries'),
}

/** It stands for other messages than there are: it is not used until it was written anew. */
const otherMessages: Rule = {
  kind: 'summary',
  field: 'messages',
  async detect(reader, rows) {
    const current = rows.filter(({ stale }) => stale === false)
    const threads = await byId(
      reader,
      'threads',
      current.map(({ threadId }) => threadId),
    )
    const found: Found[] = []
    for (const row of current) {
      const { threadId, fromSeq, toSeq, messages } = row
      if (threads.get(textOf(threadId))?.deletedAt !== null) continue
      const seq = { $gte: fromSeq, $lte: toSeq }
      const [counted] = await rowsOf(reader, 'messages').aggregate<{ count: number }>([
        { $match: { threadId, supersededBy: { $type: 'null' }, seq, deletedAt: null } },
        { $count: 'count' },
      ])
      const expected = Math.max(1, counted?.count ?? 0)
      if (messages !== expected) found.push({ row, found: Number(messages), expected })
    }
    return found
  },
  async repair(context, { row }, at) {
    await context.summaries.update({ _id: textOf(row._id) }, { $set: { stale: true }, $inc: { version: 1 } })
    await markThread(context, textOf(row.threadId), at)
  },
}

/** Summaries: of a thread, by somebody of its project, each of a window of its own (AI4). */
export const summaryRules: readonly Inspection[] = [
  {
    collection: 'summaries',
    of: 'summary',
    rules: [
      orphan('summaries', 'threadId', 'threads'),
      dangling('summaries', 'authorId', 'users'),
      foreign('summaries', [['authorId', 'users']], [['threadId', 'threads']], 'authorId'),
      overlap,
      otherMessages,
    ],
  },
]
