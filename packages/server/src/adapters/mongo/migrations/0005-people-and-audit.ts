import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { maybeText, maybeWhole, oneOf, ownId, text, validator, whole } from './rules.ts'

/** 32 bytes in base64url. */
const bytes = { ...text(43), maxLength: 43 } as const
const maybeBytes = { ...maybeText(43), maxLength: 43 } as const

/**
 * Invitations into threads, visitors who became users, and the audit trail: its rows, the seals over them, and the keys
 * without which nobody in it can be told (CV4, CV10, SE2). That a row was changed no rule here can refuse: seals tell.
 */
export const peopleAndAudit: Migration = {
  number: 5,
  name: 'people and audit',
  async up(db) {
    await db
      .collection('users')
      .createIndexes([{ key: { mergedInto: 1 }, name: 'merged', partialFilterExpression: { mergedInto: { $gt: '' } } }])
    await makeCollections(
      db,
      {
        name: 'invites',
        validator: validator(
          {
            ...ownId,
            threadId: text(1),
            role: oneOf('collaborator', 'viewer'),
            createdBy: text(1),
            createdAt: whole(),
            expiresAt: whole(),
            revokedAt: maybeWhole(),
            uses: whole(),
            maxUses: maybeWhole(1),
          },
          [{ $or: [{ $eq: ['$maxUses', null] }, { $lte: ['$uses', '$maxUses'] }] }],
        ),
        indexes: [
          { key: { threadId: 1, createdAt: 1, _id: 1 }, name: 'of_thread' },
          { key: { createdBy: 1 }, name: 'creator' },
          { key: { expiresAt: 1 }, name: 'end' },
          { key: { revokedAt: 1 }, name: 'revoked', partialFilterExpression: { revokedAt: { $gte: 0 } } },
        ],
      },
      {
        name: 'invite_uses',
        validator: validator({ inviteId: text(1), userId: text(1) }),
        indexes: [
          { key: { inviteId: 1, userId: 1 }, name: 'use', unique: true },
          { key: { userId: 1 }, name: 'user' },
        ],
      },
      {
        name: 'audit_keys',
        validator: validator({ userId: text(1), pseudonym: text(1), key: bytes }),
        indexes: [
          { key: { userId: 1 }, name: 'user', unique: true },
          { key: { pseudonym: 1 }, name: 'pseudonym', unique: true },
        ],
      },
      {
        name: 'audit',
        validator: validator({
          ...ownId,
          at: whole(),
          projectId: maybeText(),
          actor: text(1),
          action: oneOf(
            'message.edited',
            'message.deleted',
            'thread.deleted',
            'thread.expired',
            'participant.added',
            'participant.changed',
            'participant.removed',
            'invite.created',
            'invite.revoked',
            'visitor.claimed',
            'user.erased',
            'project.created',
            'project.changed',
            'key.added',
            'key.ended',
            'operator.added',
            'operator.revoked',
            'tool.allowed',
            'tool.declined',
          ),
          threadId: maybeText(),
          messageId: maybeText(),
          subject: maybeText(1),
          contentHash: maybeBytes,
          seal: maybeWhole(1),
        }),
        indexes: [
          { key: { at: 1, _id: 1 }, name: 'age' },
          { key: { projectId: 1, at: 1, _id: 1 }, name: 'of_project' },
          { key: { at: 1, _id: 1 }, name: 'unsealed', partialFilterExpression: { seal: { $type: 'null' } } },
          { key: { seal: 1, _id: 1 }, name: 'sealed', partialFilterExpression: { seal: { $gte: 1 } } },
        ],
      },
      {
        name: 'audit_seals',
        validator: validator(
          {
            number: whole(1),
            from: whole(),
            to: whole(),
            count: whole(1),
            previous: maybeText(),
            hash: text(1),
            signature: text(1),
            at: whole(),
          },
          [{ $gte: ['$to', '$from'] }, { $eq: [{ $eq: ['$number', 1] }, { $eq: ['$previous', null] }] }],
        ),
        indexes: [{ key: { number: 1 }, name: 'number', unique: true }],
      },
    )
  },
  async down(db) {
    await dropCollections(db, 'audit_seals', 'audit', 'audit_keys', 'invite_uses', 'invites')
    const users = db.collection('users')
    if (await users.indexExists('merged')) await users.dropIndex('merged')
  },
}
