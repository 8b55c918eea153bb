import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, list, maybeText, maybeWhole, oneOf, ownId, record, text, validator, whole } from './rules.ts'

/** A row of the outbox, as this step makes it. */
export const outboxFields = {
  threadId: text(1),
  subscriber: text(1),
  turn: whole(1),
  seq: whole(1),
  at: whole(),
  userId: maybeText(1),
  dueAt: maybeWhole(),
  attempts: whole(),
  last: flag,
  takenBy: maybeText(),
}

/**
 * What happened, in order: each thread's events, users' feeds, undelivered events, and the commands that are known. An
 * outbox row with a `dueAt` is the first of its thread and subscriber; the ones behind it have none until it is delivered.
 */
export const order: Migration = {
  number: 4,
  name: 'order',
  up: db =>
    makeCollections(
      db,
      {
        name: 'events',
        validator: validator({
          threadId: text(1),
          seq: whole(1),
          type: oneOf(
            'thread.created',
            'thread.updated',
            'thread.deleted',
            'message.created',
            'message.updated',
            'messages.superseded',
            'answer.started',
            'answer.ended',
            'participants.changed',
            'summary.changed',
            'summary.deleted',
          ),
          at: whole(),
          activity: flag,
          actorId: maybeText(),
          messageId: maybeText(),
          generationId: maybeText(),
          messageIds: list,
          summaryId: maybeText(1),
          kept: flag,
        }),
        indexes: [
          { key: { threadId: 1, seq: 1 }, name: 'place', unique: true },
          { key: { threadId: 1, activity: 1, at: -1 }, name: 'activity' },
          { key: { kept: 1, at: 1 }, name: 'age' },
        ],
      },
      {
        name: 'feed',
        validator: validator({ userId: text(1), seq: whole(1), threadId: text(1), turn: whole(1), at: whole() }),
        indexes: [
          { key: { userId: 1, seq: 1 }, name: 'place', unique: true },
          { key: { userId: 1, threadId: 1 }, name: 'thread', unique: true },
          { key: { threadId: 1 }, name: 'of_thread' },
        ],
      },
      {
        name: 'outbox',
        validator: validator(outboxFields),
        indexes: [
          { key: { threadId: 1, subscriber: 1, turn: 1, userId: 1 }, name: 'place', unique: true },
          { key: { threadId: 1, subscriber: 1 }, name: 'last', unique: true, partialFilterExpression: { last: true } },
          { key: { at: 1 }, name: 'age' },
          { key: { dueAt: 1, _id: 1 }, name: 'due', partialFilterExpression: { dueAt: { $gte: 0 } } },
        ],
      },
      {
        name: 'commands',
        validator: validator({ userId: text(1), id: text(1), fingerprint: text(), ids: record, at: whole() }),
        indexes: [
          { key: { userId: 1, id: 1 }, name: 'command', unique: true },
          { key: { at: 1 }, name: 'age' },
        ],
      },
      { name: 'health', validator: validator({ ...ownId, beat: whole() }), indexes: [] },
    ),
  down: db => dropCollections(db, 'health', 'commands', 'outbox', 'feed', 'events'),
}
