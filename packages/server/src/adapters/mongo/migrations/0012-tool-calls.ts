import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, maybeText, text, validator, whole } from './rules.ts'

/** Calls that wait for a person's decision, or for the result of a page, while their answer runs (AI10). */
export const toolCalls: Migration = {
  number: 12,
  name: 'tool-calls',
  up: db =>
    makeCollections(db, {
      name: 'tool_calls',
      validator: validator(
        {
          generationId: text(1),
          call: text(1),
          approval: flag,
          page: flag,
          approved: { bsonType: ['bool', 'null'] },
          result: maybeText(),
          failed: flag,
          at: whole(),
        },
        [
          { $or: ['$approval', '$page'] },
          { $or: [{ $eq: ['$approved', null] }, '$approval'] },
          {
            $or: [
              { $eq: ['$result', null] },
              { $and: ['$page', { $or: [{ $not: ['$approval'] }, { $eq: ['$approved', true] }] }] },
            ],
          },
          { $or: [{ $not: ['$failed'] }, { $ne: ['$result', null] }] },
        ],
      ),
      indexes: [{ key: { generationId: 1, call: 1 }, name: 'call', unique: true }],
    }),
  down: db => dropCollections(db, 'tool_calls'),
}
