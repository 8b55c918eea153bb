import { restoreRun } from './restore-run.ts'
import { dangling, foreign, type Inspection, orphan } from './rule.ts'
import { safetyRules } from './safety-rules.ts'
import { usageRules } from './usage-rules.ts'
import { webhookRules } from './webhook-rules.ts'

const projectOfUser = (column: string): string => `(SELECT u.project_id FROM users u WHERE u.id = r.${column})`
const projectOfThread = (column: string): string => `(SELECT t.project_id FROM threads t WHERE t.id = r.${column})`
const threadOfMessage = '(SELECT m.thread_id FROM messages m WHERE m.id = r.message_id)'
const projectOfMessage = `(SELECT t.project_id FROM messages m JOIN threads t ON t.id = m.thread_id WHERE m.id = r.message_id)`
const projectOfInvite = `(SELECT t.project_id FROM invites i JOIN threads t ON t.id = i.thread_id WHERE i.id = r.invite_id)`

const foreignOwner = `${projectOfUser('owner_id')} <> r.project_id`
const ownOwner = `(SELECT o.user_id FROM members o JOIN users u ON u.id = o.user_id
  WHERE o.thread_id = r.id AND o.role = 'owner' AND u.project_id = r.project_id LIMIT 1)`
const isOpen = "r.state IN ('queued', 'thinking', 'streaming', 'waiting')"
const noMessage = 'NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = r.message_id)'
const ofDeleted = 'EXISTS (SELECT 1 FROM messages m WHERE m.id = r.message_id AND m.deleted_at IS NOT NULL)'

/** Rows and their parents, parents first: what one removal takes along is not met again. */
export const parentRules: readonly Inspection[] = [
  { table: 'signing_keys', of: 'signing_key', key: ['project_id', 'kid'], rules: [orphan('project_id', 'projects')] },
  { table: 'provider_keys', of: 'provider_key', key: ['project_id'], rules: [orphan('project_id', 'projects')] },
  {
    table: 'users',
    of: 'user',
    key: ['id'],
    rules: [
      orphan('project_id', 'projects'),
      { ...dangling('merged_into', 'mergedInto', 'users'), lifting: 'merged_once' },
      {
        kind: 'foreign_project',
        field: 'mergedInto',
        when: `r.merged_into IS NOT NULL AND ${projectOfUser('merged_into')} <> r.project_id`,
        found: 'r.merged_into',
        repair: { set: { merged_into: 'NULL' } },
        lifting: 'merged_once',
      },
    ],
  },
  { table: 'audit_keys', of: 'audit_key', key: ['user_id'], rules: [orphan('user_id', 'users')] },
  {
    table: 'sessions',
    of: 'session',
    key: ['id'],
    rules: [orphan('user_id', 'users'), foreign('r.project_id', projectOfUser('user_id'))],
  },
  {
    table: 'threads',
    of: 'thread',
    key: ['id'],
    rules: [
      orphan('project_id', 'projects'),
      orphan('owner_id', 'users'),
      {
        kind: 'foreign_project',
        field: 'ownerId',
        when: `${foreignOwner} AND ${ownOwner} IS NOT NULL`,
        found: 'r.owner_id',
        expected: ownOwner,
        repair: { set: { owner_id: ownOwner } },
      },
      {
        kind: 'foreign_project',
        field: 'projectId',
        when: `${foreignOwner} AND ${ownOwner} IS NULL`,
        found: 'r.project_id',
        expected: projectOfUser('owner_id'),
        repair: { set: { project_id: projectOfUser('owner_id') } },
        lifting: 'thread_stays',
      },
    ],
  },
  {
    table: 'members',
    of: 'member',
    key: ['thread_id', 'user_id'],
    rules: [
      orphan('thread_id', 'threads'),
      orphan('user_id', 'users'),
      foreign(projectOfUser('user_id'), projectOfThread('thread_id')),
    ],
  },
  {
    table: 'pins',
    of: 'pin',
    key: ['thread_id', 'user_id', 'moment'],
    rules: [
      {
        kind: 'orphan',
        field: null,
        when: 'NOT EXISTS (SELECT 1 FROM members m WHERE m.thread_id = r.thread_id AND m.user_id = r.user_id)',
        repair: 'remove',
      },
    ],
  },
  {
    table: 'messages',
    of: 'message',
    key: ['id'],
    rules: [
      orphan('thread_id', 'threads'),
      dangling('author_id', 'authorId', 'users'),
      dangling('superseded_by', 'supersededBy', 'messages'),
      {
        kind: 'foreign_project',
        field: 'authorId',
        when: `r.author_id IS NOT NULL AND ${projectOfUser('author_id')} <> ${projectOfThread('thread_id')}`,
        found: 'r.author_id',
        repair: { set: { author_id: 'NULL' } },
      },
    ],
  },
  {
    table: 'edits',
    of: 'edit',
    key: ['message_id', 'number'],
    rules: [orphan('message_id', 'messages'), { kind: 'orphan', field: null, when: ofDeleted, repair: 'remove' }],
  },
  { table: 'answer_versions', of: 'answer', key: ['message_id', 'number'], rules: [orphan('message_id', 'messages')] },
  {
    table: 'generations',
    of: 'generation',
    key: ['id'],
    rules: [
      { kind: 'generation', field: null, when: `${isOpen} AND ${noMessage}`, found: 'r.message_id', repair: 'remove' },
      {
        kind: 'orphan',
        field: null,
        when: `NOT (${isOpen}) AND ${noMessage}`,
        found: 'r.message_id',
        repair: 'remove',
      },
      {
        kind: 'generation',
        field: 'threadId',
        when: `r.thread_id <> ${threadOfMessage}`,
        found: 'r.thread_id',
        expected: threadOfMessage,
        repair: { set: { thread_id: threadOfMessage } },
      },
    ],
  },
  {
    table: 'answer_versions',
    of: 'answer',
    key: ['message_id', 'number'],
    rules: [
      {
        kind: 'orphan',
        field: 'generationId',
        when: 'NOT EXISTS (SELECT 1 FROM generations g WHERE g.id = r.generation_id)',
        found: 'r.generation_id',
        repair: { mend: restoreRun },
      },
      {
        kind: 'orphan',
        field: 'parts',
        when: `r.parts <> '[]' AND ${ofDeleted}`,
        found: 'length(r.parts)',
        expected: '2',
        repair: { set: { parts: "'[]'" } },
      },
    ],
  },
  {
    table: 'feedback',
    of: 'feedback',
    key: ['message_id', 'user_id', 'number'],
    rules: [
      orphan('message_id', 'messages'),
      orphan('user_id', 'users'),
      foreign(projectOfUser('user_id'), projectOfMessage),
      { kind: 'orphan', field: null, when: ofDeleted, repair: 'remove' },
    ],
  },
  {
    table: 'invites',
    of: 'invite',
    key: ['id'],
    rules: [
      orphan('thread_id', 'threads'),
      orphan('created_by', 'users'),
      foreign(projectOfUser('created_by'), projectOfThread('thread_id')),
    ],
  },
  {
    table: 'invite_uses',
    of: 'invite',
    key: ['invite_id', 'user_id'],
    rules: [
      orphan('invite_id', 'invites'),
      orphan('user_id', 'users'),
      foreign(projectOfUser('user_id'), projectOfInvite),
    ],
  },
  { table: 'events', of: 'event', key: ['thread_id', 'seq'], rules: [orphan('thread_id', 'threads')] },
  ...safetyRules,
  {
    table: 'feed',
    of: 'feed',
    key: ['user_id', 'seq'],
    rules: [
      orphan('user_id', 'users'),
      orphan('thread_id', 'threads'),
      foreign(projectOfUser('user_id'), projectOfThread('thread_id')),
    ],
  },
  ...usageRules,
  {
    table: 'outbox',
    of: 'delivery',
    key: ['thread_id', 'subscriber', 'moment'],
    rules: [orphan('thread_id', 'threads')],
  },
  ...webhookRules,
]
