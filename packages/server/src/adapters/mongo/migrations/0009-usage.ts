import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, list, maybeRecord, maybeText, oneOf, ownId, text, validator, whole } from './rules.ts'

/**
 * Calls of providers, as they were counted and priced; and the counters of the spend firewall: one document for an
 * account, with its periods and what is held of them, so that each of its steps is one statement.
 */
export const usage: Migration = {
  number: 9,
  name: 'usage',
  async up(db) {
    await makeCollections(
      db,
      {
        name: 'calls',
        validator: validator(
          {
            ...ownId,
            projectId: text(1),
            threadId: maybeText(1),
            userId: maybeText(1),
            generationId: maybeText(1),
            purpose: oneOf('answer', 'summary', 'title', 'moderation', 'follow-up', 'tool'),
            provider: text(),
            model: text(),
            input: whole(),
            output: whole(),
            cached: whole(),
            estimated: flag,
            cost: whole(),
            at: whole(),
          },
          [{ $lte: ['$cached', '$input'] }],
        ),
        indexes: [
          { key: { projectId: 1, at: 1 }, name: 'of_project' },
          { key: { userId: 1, at: 1 }, name: 'of_user', partialFilterExpression: { userId: { $gt: '' } } },
          { key: { threadId: 1, at: 1 }, name: 'of_thread', partialFilterExpression: { threadId: { $gt: '' } } },
          {
            key: { generationId: 1, _id: 1 },
            name: 'of_generation',
            partialFilterExpression: { generationId: { $gt: '' } },
          },
        ],
      },
      {
        name: 'quota_accounts',
        validator: validator({
          ...ownId,
          projectId: text(1),
          userId: maybeText(1),
          minute: maybeRecord,
          day: maybeRecord,
          month: maybeRecord,
          holds: list,
          seenAt: whole(),
        }),
        indexes: [
          { key: { 'holds.id': 1 }, name: 'reservation' },
          { key: { 'holds.expired': 1, 'holds.expiresAt': 1 }, name: 'end' },
          { key: { userId: 1 }, name: 'user', partialFilterExpression: { userId: { $gt: '' } } },
          { key: { seenAt: 1 }, name: 'seen' },
        ],
      },
    )
  },
  async down(db) {
    await dropCollections(db, 'calls', 'quota_accounts')
  },
}
