import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, integer, maybeText, maybeWhole, oneOf, ownId, text, validator, whole } from './rules.ts'

/**
 * Threads and who is in them. A member's row repeats what orders that user's list, so that a page is one range of one
 * index: `rank` puts pinned threads first and newer activity before older.
 */
export const threads: Migration = {
  number: 2,
  name: 'threads',
  up: db =>
    makeCollections(
      db,
      {
        name: 'threads',
        validator: validator(
          {
            ...ownId,
            projectId: text(1),
            ownerId: text(1),
            version: whole(1),
            seq: whole(1),
            notableSeq: whole(),
            purgedSeq: whole(),
            title: maybeText(1),
            createdAt: whole(),
            lastActivityAt: whole(),
            archivedAt: maybeWhole(),
            deletedAt: maybeWhole(),
            messageCount: whole(),
            totalTokens: whole(),
            summariseAt: maybeWhole(),
            summariseTo: maybeWhole(1),
            emptied: flag,
            turn: whole(1),
          },
          [
            { $lte: ['$notableSeq', '$seq'] },
            { $lte: ['$purgedSeq', '$seq'] },
            { $gte: ['$lastActivityAt', '$createdAt'] },
          ],
        ),
        indexes: [
          { key: { projectId: 1 }, name: 'project' },
          { key: { ownerId: 1, emptied: 1, deletedAt: 1 }, name: 'owner' },
        ],
      },
      {
        name: 'members',
        validator: validator(
          {
            threadId: text(1),
            userId: text(1),
            role: oneOf('owner', 'collaborator', 'viewer'),
            since: whole(),
            readSeq: whole(),
            list: oneOf('open', 'archived', 'gone'),
            pinned: flag,
            pinnedAt: maybeWhole(),
            activityAt: { ...whole(), maximum: 8_796_093_022_207 },
            rank: integer,
          },
          [
            {
              $eq: [
                '$rank',
                { $subtract: [{ $multiply: ['$activityAt', -1] }, { $cond: ['$pinned', 17_592_186_044_416, 0] }] },
              ],
            },
          ],
        ),
        indexes: [
          { key: { threadId: 1, userId: 1 }, name: 'member', unique: true },
          { key: { userId: 1, list: 1, rank: 1, threadId: 1 }, name: 'list' },
          { key: { threadId: 1 }, name: 'owner', unique: true, partialFilterExpression: { role: 'owner' } },
          {
            key: { userId: 1, pinnedAt: 1 },
            name: 'pins',
            partialFilterExpression: { pinnedAt: { $gte: 0 } },
          },
        ],
      },
    ),
  down: db => dropCollections(db, 'members', 'threads'),
}
