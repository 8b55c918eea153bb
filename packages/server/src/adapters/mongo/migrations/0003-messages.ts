import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, list, maybeRecord, maybeText, maybeWhole, oneOf, ownId, text, validator, whole } from './rules.ts'

const isOpen = { endedAt: { $type: 'null' } } as const

export const feedbackFields = {
  messageId: text(1),
  userId: text(1),
  rating: oneOf('up', 'down'),
  reason: maybeText(),
  at: whole(),
}

/**
 * Messages, earlier texts of theirs, the answers that a message of the assistant holds, and the runs that fill them.
 * An answer's parts are in `answer_versions` alone; a person's are in the message.
 */
export const messages: Migration = {
  number: 3,
  name: 'messages',
  up: db =>
    makeCollections(
      db,
      {
        name: 'messages',
        validator: validator(
          {
            ...ownId,
            threadId: text(1),
            seq: whole(1),
            version: whole(1),
            role: oneOf('user', 'assistant', 'system'),
            authorId: maybeText(1),
            commandId: maybeText(),
            parts: list,
            shown: whole(1),
            versions: whole(1),
            edits: whole(),
            editedAt: maybeWhole(),
            deletedAt: maybeWhole(),
            supersededBy: maybeText(1),
            createdAt: whole(),
          },
          [
            { $lte: ['$shown', '$versions'] },
            { $ne: ['$supersededBy', '$_id'] },
            {
              $or: [{ $eq: ['$deletedAt', null] }, { $and: [{ $eq: ['$parts', []] }, { $eq: ['$edits', 0] }] }],
            },
          ],
        ),
        indexes: [
          { key: { threadId: 1, seq: 1 }, name: 'place', unique: true },
          { key: { threadId: 1, supersededBy: 1, seq: 1 }, name: 'current' },
          { key: { authorId: 1 }, name: 'author', partialFilterExpression: { authorId: { $gte: '' } } },
          {
            key: { supersededBy: 1 },
            name: 'superseded',
            partialFilterExpression: { supersededBy: { $gte: '' } },
          },
        ],
      },
      {
        name: 'edits',
        validator: validator({
          ...ownId,
          messageId: text(1),
          number: whole(1),
          authorId: text(),
          at: whole(),
          before: text(),
          after: text(),
        }),
        indexes: [{ key: { messageId: 1, number: 1 }, name: 'number', unique: true }],
      },
      {
        name: 'generations',
        validator: validator(
          {
            ...ownId,
            messageId: text(1),
            threadId: text(1),
            userId: text(),
            version: whole(1),
            state: oneOf(
              'queued',
              'thinking',
              'streaming',
              'waiting',
              'done',
              'stopped',
              'interrupted',
              'failed',
              'blocked',
            ),
            owner: text(1),
            term: whole(1),
            stopRequested: flag,
            continues: flag,
            provider: text(),
            model: text(),
            createdAt: whole(),
            startedAt: maybeWhole(),
            endedAt: maybeWhole(),
            reason: maybeText(),
            length: maybeWhole(),
            hash: maybeText(),
            tokens: whole(),
            usage: maybeRecord,
            tools: list,
            suggestions: list,
            context: maybeRecord,
            contextRecord: maybeRecord,
          },
          [
            {
              $eq: [{ $in: ['$state', ['queued', 'thinking', 'streaming', 'waiting']] }, { $eq: ['$endedAt', null] }],
            },
            ...['reason', 'length', 'hash'].map(field => ({
              $eq: [{ $eq: [`$${field}`, null] }, { $eq: ['$endedAt', null] }],
            })),
          ],
        ),
        indexes: [
          { key: { messageId: 1 }, name: 'open', unique: true, partialFilterExpression: isOpen },
          { key: { messageId: 1 }, name: 'message' },
          { key: { threadId: 1, createdAt: 1, _id: 1 }, name: 'of_thread', partialFilterExpression: isOpen },
          { key: { owner: 1, createdAt: 1, _id: 1 }, name: 'of_owner', partialFilterExpression: isOpen },
          { key: { createdAt: 1, _id: 1 }, name: 'running', partialFilterExpression: isOpen },
        ],
      },
      {
        name: 'answer_versions',
        validator: validator({
          messageId: text(1),
          number: whole(1),
          generationId: text(1),
          parts: list,
          createdAt: whole(),
        }),
        indexes: [
          { key: { messageId: 1, number: 1 }, name: 'number', unique: true },
          { key: { generationId: 1 }, name: 'generation' },
        ],
      },
      {
        name: 'feedback',
        validator: validator(feedbackFields),
        indexes: [
          { key: { messageId: 1, userId: 1 }, name: 'opinion', unique: true },
          { key: { userId: 1 }, name: 'user' },
        ],
      },
    ),
  down: db => dropCollections(db, 'feedback', 'answer_versions', 'generations', 'edits', 'messages'),
}
