import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { flag, list, maybeText, maybeWhole, oneOf, ownId, record, text, validator, whole } from './rules.ts'

export const userFields = {
  ...ownId,
  projectId: text(1),
  kind: oneOf('known', 'visitor'),
  externalId: maybeText(),
  name: maybeText(),
  createdAt: whole(),
  feedSeq: whole(),
  mergedInto: maybeText(1),
  erasedAt: maybeWhole(),
}

/** Of one who was erased the host's name is forgotten. */
export const userConditions = [
  { $or: [{ $ne: ['$erasedAt', null] }, { $eq: [{ $eq: ['$kind', 'known'] }, { $ne: ['$externalId', null] }] }] },
]

/** Projects with their keys, operators' keys, users and their sessions. */
export const projectsAndUsers: Migration = {
  number: 1,
  name: 'projects and users',
  up: db =>
    makeCollections(
      db,
      {
        name: 'projects',
        validator: validator({
          ...ownId,
          key: { ...text(1), pattern: '^pk_.' },
          name: text(1),
          version: whole(1),
          enabled: flag,
          origins: list,
          settings: record,
          createdAt: whole(),
          lastChatAt: maybeWhole(),
        }),
        indexes: [{ key: { key: 1 }, name: 'key', unique: true }],
      },
      {
        name: 'signing_keys',
        validator: validator({
          projectId: text(1),
          kid: text(1),
          algorithm: oneOf('HS256', 'EdDSA', 'ES256'),
          material: text(1),
          createdAt: whole(),
          expiresAt: maybeWhole(),
        }),
        indexes: [
          { key: { projectId: 1, kid: 1 }, name: 'kid', unique: true },
          { key: { projectId: 1, createdAt: 1, kid: 1 }, name: 'age' },
        ],
      },
      {
        name: 'operator_keys',
        validator: validator({
          ...ownId,
          name: text(),
          scopes: list,
          hash: text(1),
          createdAt: whole(),
          revokedAt: maybeWhole(),
        }),
        indexes: [{ key: { hash: 1 }, name: 'hash', unique: true }],
      },
      {
        name: 'users',
        validator: validator(userFields, userConditions),
        indexes: [
          {
            key: { projectId: 1, externalId: 1 },
            name: 'external_id',
            unique: true,
            partialFilterExpression: { externalId: { $gte: '' } },
          },
        ],
      },
      {
        name: 'sessions',
        validator: validator(
          {
            ...ownId,
            userId: text(1),
            projectId: text(1),
            createdAt: whole(),
            expiresAt: whole(),
            revokedAt: maybeWhole(),
          },
          [{ $gte: ['$expiresAt', '$createdAt'] }],
        ),
        indexes: [
          { key: { userId: 1 }, name: 'user' },
          { key: { expiresAt: 1 }, name: 'end' },
        ],
      },
    ),
  down: db => dropCollections(db, 'sessions', 'users', 'operator_keys', 'signing_keys', 'projects'),
}
