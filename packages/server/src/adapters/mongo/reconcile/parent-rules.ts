import { foreignOwner } from './foreign-owner.ts'
import { dangling, foreign, orphan, type Way } from './reference-rules.ts'
import { type AnyRow, byId, type Found, type Inspection, type Rule, removing, setting, textOf } from './rule.ts'
import { lostRun, runOfOtherThread, runWithoutMessage } from './run-rules.ts'

const user: Way = [['userId', 'users']]
const thread: Way = [['threadId', 'threads']]
const threadOfMessage: Way = [
  ['messageId', 'messages'],
  ['threadId', 'threads'],
]
const threadOfInvite: Way = [
  ['inviteId', 'invites'],
  ['threadId', 'threads'],
]
const isDeleted = (message: AnyRow): boolean => message.deletedAt !== null

const leftText: Rule = {
  kind: 'orphan',
  field: 'parts',
  async detect(reader, rows) {
    const full = rows.filter(row => (row.parts as unknown[]).length > 0)
    const messages = await byId(
      reader,
      'messages',
      full.map(row => row.messageId),
    )
    return full.flatMap((row): Found[] => {
      const message = messages.get(textOf(row.messageId))
      return message !== undefined && isDeleted(message)
        ? [{ row, found: (row.parts as unknown[]).length, expected: 0 }]
        : []
    })
  },
  repair: (context, found, at) =>
    setting('answers', 'parts')(context, { ...found, expected: [] as unknown as null }, at),
}

/** News of a thread that is not there; others name none. */
const newsOfNoThread: Rule = {
  ...dangling('webhookDeliveries', 'threadId', 'threads'),
  field: null,
  repair: removing('webhookDeliveries'),
}

/** An account of somebody who is no more. */
const strangerAccount: Rule = {
  ...orphan('quotaAccounts', 'userId', 'users'),
  detect: (reader, rows, at) =>
    orphan('quotaAccounts', 'userId', 'users').detect(
      reader,
      rows.filter(({ userId }) => userId !== null),
      at,
    ),
}

/** Rows and their parents, parents first: nothing here removes children, so that they are met, and removed, behind. */
export const parentRules: readonly Inspection[] = [
  { collection: 'signingKeys', of: 'signing_key', rules: [orphan('signingKeys', 'projectId', 'projects')] },
  { collection: 'providerKeys', of: 'provider_key', rules: [orphan('providerKeys', 'projectId', 'projects')] },
  {
    collection: 'users',
    of: 'user',
    rules: [
      orphan('users', 'projectId', 'projects'),
      dangling('users', 'mergedInto', 'users'),
      foreign('users', [['mergedInto', 'users']], [], 'mergedInto'),
    ],
  },
  { collection: 'auditKeys', of: 'audit_key', rules: [orphan('auditKeys', 'userId', 'users')] },
  {
    collection: 'sessions',
    of: 'session',
    rules: [orphan('sessions', 'userId', 'users'), foreign('sessions', [], user)],
  },
  {
    collection: 'threads',
    of: 'thread',
    rules: [orphan('threads', 'projectId', 'projects'), orphan('threads', 'ownerId', 'users'), ...foreignOwner],
  },
  {
    collection: 'members',
    of: 'member',
    rules: [
      orphan('members', 'threadId', 'threads'),
      orphan('members', 'userId', 'users'),
      foreign('members', user, thread),
    ],
  },
  {
    collection: 'messages',
    of: 'message',
    rules: [
      orphan('messages', 'threadId', 'threads'),
      dangling('messages', 'authorId', 'users'),
      dangling('messages', 'supersededBy', 'messages'),
      foreign('messages', [['authorId', 'users']], thread, 'authorId'),
    ],
  },
  { collection: 'edits', of: 'edit', rules: [orphan('edits', 'messageId', 'messages', isDeleted)] },
  { collection: 'answers', of: 'answer', rules: [orphan('answers', 'messageId', 'messages')] },
  { collection: 'generations', of: 'generation', rules: [runWithoutMessage, runOfOtherThread] },
  { collection: 'answers', of: 'answer', rules: [lostRun, leftText] },
  {
    collection: 'feedback',
    of: 'feedback',
    rules: [
      orphan('feedback', 'messageId', 'messages', isDeleted),
      orphan('feedback', 'userId', 'users'),
      foreign('feedback', user, threadOfMessage),
    ],
  },
  {
    collection: 'invites',
    of: 'invite',
    rules: [
      orphan('invites', 'threadId', 'threads'),
      orphan('invites', 'createdBy', 'users'),
      foreign('invites', [['createdBy', 'users']], thread),
    ],
  },
  {
    collection: 'inviteUses',
    of: 'invite',
    rules: [
      orphan('inviteUses', 'inviteId', 'invites'),
      orphan('inviteUses', 'userId', 'users'),
      foreign('inviteUses', user, threadOfInvite),
    ],
  },
  { collection: 'events', of: 'event', rules: [orphan('events', 'threadId', 'threads')] },
  {
    collection: 'verdicts',
    of: 'verdict',
    rules: [orphan('verdicts', 'threadId', 'threads'), foreign('verdicts', [], thread)],
  },
  { collection: 'masks', of: 'mask', rules: [orphan('masks', 'threadId', 'threads')] },
  {
    collection: 'feed',
    of: 'feed',
    rules: [orphan('feed', 'userId', 'users'), orphan('feed', 'threadId', 'threads'), foreign('feed', user, thread)],
  },
  {
    collection: 'calls',
    of: 'call',
    rules: [
      orphan('calls', 'projectId', 'projects'),
      dangling('calls', 'threadId', 'threads'),
      dangling('calls', 'userId', 'users'),
    ],
  },
  {
    collection: 'quotaAccounts',
    of: 'quota',
    rules: [orphan('quotaAccounts', 'projectId', 'projects'), strangerAccount],
  },
  { collection: 'outbox', of: 'delivery', rules: [orphan('outbox', 'threadId', 'threads')] },
  { collection: 'webhooks', of: 'webhook', rules: [orphan('webhooks', 'projectId', 'projects')] },
  {
    collection: 'webhookDeliveries',
    of: 'webhook_delivery',
    rules: [orphan('webhookDeliveries', 'webhookId', 'webhooks'), newsOfNoThread],
  },
]
