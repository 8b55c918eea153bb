import type { Db, IndexDescription } from 'mongodb'
import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { maybeText, maybeWhole, ownId, text, validator, whole } from './rules.ts'

/** What retention, purge and erasure find rows by. */
const indexes: Readonly<Record<string, readonly (IndexDescription & { readonly name: string })[]>> = {
  threads: [
    {
      key: { projectId: 1, lastActivityAt: 1 },
      name: 'idle',
      partialFilterExpression: { deletedAt: { $type: 'null' } },
    },
    { key: { emptied: 1, deletedAt: 1 }, name: 'gone', partialFilterExpression: { deletedAt: { $gte: 0 } } },
  ],
  events: [{ key: { actorId: 1 }, name: 'actor', partialFilterExpression: { actorId: { $gte: '' } } }],
  sessions: [{ key: { revokedAt: 1 }, name: 'revoked', partialFilterExpression: { revokedAt: { $gte: 0 } } }],
  outbox: [{ key: { userId: 1 }, name: 'user', partialFilterExpression: { userId: { $gte: '' } } }],
  edits: [{ key: { authorId: 1 }, name: 'author' }],
  generations: [{ key: { userId: 1 }, name: 'user' }],
}

const dropIndexes = async (db: Db, collection: string, names: readonly string[]): Promise<void> => {
  const rows = db.collection(collection)
  for (const name of names) if (await rows.indexExists(name)) await rows.dropIndex(name)
}

/** Erasures of users, and what retention and purge find their rows by. */
export const erasure: Migration = {
  number: 7,
  name: 'erasure',
  async up(db) {
    await makeCollections(db, {
      name: 'erasures',
      validator: validator(
        {
          ...ownId,
          projectId: text(1),
          userId: maybeText(1),
          subjectHash: text(1),
          requestedAt: whole(),
          finishedAt: maybeWhole(),
          threads: whole(),
          messages: whole(),
        },
        [{ $or: [{ $eq: ['$userId', null] }, { $eq: ['$finishedAt', null] }] }],
      ),
      indexes: [
        { key: { subjectHash: 1 }, name: 'subject', unique: true },
        {
          key: { requestedAt: 1, _id: 1 },
          name: 'open',
          partialFilterExpression: { finishedAt: { $type: 'null' } },
        },
      ],
    })
    for (const [name, descriptions] of Object.entries(indexes))
      await db.collection(name).createIndexes([...descriptions])
  },
  async down(db) {
    await dropCollections(db, 'erasures')
    for (const [name, descriptions] of Object.entries(indexes))
      await dropIndexes(
        db,
        name,
        descriptions.map(one => one.name),
      )
  },
}
