import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, maybeText, ownId, text, validator, whole } from './rules.ts'

const waiting = {
  key: { summariseAt: 1, _id: 1 },
  name: 'summarise',
  partialFilterExpression: { summariseAt: { $gte: 0 } },
} as const

/**
 * Summaries of threads: each stands for a window of a thread's places (AI4, AI5). That no two overlap is held by the
 * verbs, under the thread's turn, and looked at by the reconciliation.
 */
export const summaries: Migration = {
  number: 10,
  name: 'summaries',
  async up(db) {
    await makeCollections(db, {
      name: 'summaries',
      validator: validator(
        {
          ...ownId,
          threadId: text(1),
          version: whole(1),
          fromSeq: whole(1),
          toSeq: whole(1),
          messages: whole(1),
          text: text(1),
          stale: flag,
          authorId: maybeText(1),
          createdAt: whole(),
          updatedAt: whole(),
        },
        [{ $lte: ['$fromSeq', '$toSeq'] }, { $lte: ['$createdAt', '$updatedAt'] }],
      ),
      indexes: [
        { key: { threadId: 1, fromSeq: 1 }, name: 'window', unique: true },
        { key: { authorId: 1 }, name: 'author', partialFilterExpression: { authorId: { $gte: '' } } },
      ],
    })
    await db.collection('threads').createIndexes([waiting])
  },
  async down(db) {
    const threads = db.collection('threads')
    if (await threads.indexExists(waiting.name)) await threads.dropIndex(waiting.name)
    await dropCollections(db, 'summaries')
  },
}
