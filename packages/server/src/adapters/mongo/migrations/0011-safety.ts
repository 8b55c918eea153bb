import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { oneOf, ownId, text, validator, whole } from './rules.ts'

/** What the content filter decided, what stands for masked words, and projects’ own provider keys. */
export const safety: Migration = {
  number: 11,
  name: 'safety',
  up: db =>
    makeCollections(
      db,
      {
        name: 'verdicts',
        validator: validator({
          ...ownId,
          projectId: text(1),
          threadId: text(1),
          messageId: text(1),
          generationId: text(1),
          direction: oneOf('input', 'output'),
          action: oneOf('flag', 'block'),
          rule: text(1),
          at: whole(),
        }),
        indexes: [
          { key: { generationId: 1, direction: 1, rule: 1 }, name: 'once', unique: true },
          { key: { projectId: 1, at: 1, _id: 1 }, name: 'of_project' },
          { key: { threadId: 1 }, name: 'thread' },
        ],
      },
      {
        name: 'masks',
        validator: validator({ threadId: text(1), placeholder: text(1), sealed: text(1), at: whole() }),
        indexes: [
          { key: { threadId: 1, placeholder: 1 }, name: 'placeholder', unique: true },
          { key: { threadId: 1, at: 1, placeholder: 1 }, name: 'age' },
        ],
      },
      {
        name: 'provider_keys',
        validator: validator({ ...ownId, projectId: text(1), sealed: text(1), setAt: whole() }),
        indexes: [{ key: { projectId: 1 }, name: 'project', unique: true }],
      },
    ),
  down: db => dropCollections(db, 'provider_keys', 'masks', 'verdicts'),
}
