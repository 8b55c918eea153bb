import { outboxFields } from './0004-order.ts'
import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import {
  flag,
  list,
  maybeRecord,
  maybeText,
  maybeWhole,
  oneOf,
  ownId,
  record,
  text,
  validator,
  whole,
} from './rules.ts'

const due = { partialFilterExpression: { nextAt: { $gte: 0 } } }

/**
 * Webhooks and what is on its way to them (OP6). A delivery with a `nextAt` may be sent from then on, if none of its
 * webhook and thread waits before it. An outbox row tells of the events from `firstSeq` (null: just `seq`) to `seq`.
 */
export const webhooks: Migration = {
  number: 13,
  name: 'webhooks',
  async up(db) {
    await makeCollections(
      db,
      {
        name: 'webhooks',
        validator: validator(
          {
            ...ownId,
            projectId: text(1),
            version: whole(1),
            url: text(1),
            topics: list,
            enabled: flag,
            disabledReason: maybeText(1),
            createdAt: whole(),
            since: whole(),
            sealed: text(1),
            earlier: maybeRecord,
            failingSince: maybeWhole(),
          },
          [
            { $in: ['$disabledReason', ['gone', 'failing', null]] },
            { $or: [{ $not: ['$enabled'] }, { $eq: ['$disabledReason', null] }] },
          ],
        ),
        indexes: [{ key: { projectId: 1, enabled: 1 }, name: 'project' }],
      },
      {
        name: 'webhook_deliveries',
        validator: validator(
          {
            ...ownId,
            webhookId: text(1),
            projectId: text(1),
            topic: text(1),
            key: text(1),
            threadId: maybeText(1),
            userId: maybeText(1),
            seq: whole(),
            at: whole(),
            data: record,
            state: oneOf('waiting', 'delivered', 'dead'),
            attempts: whole(),
            nextAt: maybeWhole(),
            lastStatus: maybeWhole(),
            lastError: maybeText(1),
            createdAt: whole(),
            endedAt: maybeWhole(),
          },
          [
            { $eq: [{ $eq: ['$state', 'waiting'] }, { $eq: ['$endedAt', null] }] },
            { $or: [{ $eq: ['$nextAt', null] }, { $eq: ['$state', 'waiting'] }] },
          ],
        ),
        indexes: [
          { key: { webhookId: 1, key: 1 }, name: 'news', unique: true },
          { key: { webhookId: 1, nextAt: 1 }, name: 'due', ...due },
          { key: { nextAt: 1, webhookId: 1 }, name: 'next', ...due },
          { key: { webhookId: 1, threadId: 1, state: 1, seq: 1 }, name: 'chain' },
          { key: { projectId: 1, createdAt: 1, _id: 1 }, name: 'of_project' },
          { key: { projectId: 1, state: 1, createdAt: 1, _id: 1 }, name: 'of_state' },
          { key: { state: 1, createdAt: 1 }, name: 'age' },
          { key: { state: 1, endedAt: 1 }, name: 'end' },
          { key: { threadId: 1 }, name: 'thread', partialFilterExpression: { threadId: { $gt: '' } } },
          { key: { userId: 1 }, name: 'user', partialFilterExpression: { userId: { $gt: '' } } },
        ],
      },
    )
    await db.command({ collMod: 'outbox', validator: validator({ ...outboxFields, firstSeq: maybeWhole(1) }) })
    await db.collection('outbox').updateMany({ firstSeq: { $exists: false } }, { $set: { firstSeq: null } })
  },
  async down(db) {
    const outbox = db.collection('outbox')
    await db.command({ collMod: 'outbox', validator: validator(outboxFields) })
    await outbox.deleteMany({ subscriber: 'webhooks' })
    await outbox.updateMany({ firstSeq: { $exists: true } }, { $unset: { firstSeq: '' } })
    await dropCollections(db, 'webhook_deliveries', 'webhooks')
  },
}
