import type { ArchiveKind } from '../../../ports/archive-store.ts'
import { type ArchiveTable, flag, json, plain, read } from './archive-table.ts'
import { historyTables } from './history-tables.ts'
import { keepUses } from './keep-uses.ts'
import { safetyTables } from './safety-tables.ts'
import { usageTables } from './usage-tables.ts'

const listOfThread = `(SELECT CASE WHEN deleted_at IS NOT NULL THEN 'gone' WHEN archived_at IS NOT NULL THEN 'archived'
  ELSE 'open' END FROM threads WHERE id = {threadId})`

type Tables = { readonly [K in ArchiveKind]: ArchiveTable<K> }

/** All kinds, as they lie in the tables. */
export const archiveTables: Tables = {
  project: {
    table: 'projects',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      key: plain('key'),
      name: plain('name'),
      version: plain('version'),
      enabled: flag('enabled'),
      origins: json('origins'),
      settings: json('settings'),
      createdAt: plain('created_at'),
      lastChatAt: plain('last_chat_at'),
    },
  },
  signing_key: {
    table: 'signing_keys',
    order: ['r.project_id', 'r.kid'],
    unique: 'project_id, kid',
    fields: {
      projectId: plain('project_id'),
      kid: plain('kid'),
      algorithm: plain('algorithm'),
      material: plain('material'),
      createdAt: plain('created_at'),
      expiresAt: plain('expires_at'),
    },
  },
  operator_key: {
    table: 'operator_keys',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      name: plain('name'),
      scopes: json('scopes'),
      hash: plain('hash'),
      createdAt: plain('created_at'),
      revokedAt: plain('revoked_at'),
    },
  },
  user: {
    table: 'users',
    order: ['r.id'],
    // Who became another comes after everybody whom they can have become.
    parts: ['r.merged_into IS NULL', 'r.merged_into IS NOT NULL'],
    unique: 'id',
    fields: {
      id: plain('id'),
      projectId: plain('project_id'),
      kind: plain('kind'),
      externalId: plain('external_id'),
      name: plain('name'),
      createdAt: plain('created_at'),
      feedSeq: plain('feed_seq'),
      mergedInto: plain('merged_into'),
      erasedAt: plain('erased_at'),
    },
    // Where they come from, more may have gone.
    derived: { purged_feed_seq: '{feedSeq}' },
  },
  session: {
    table: 'sessions',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      userId: plain('user_id'),
      projectId: plain('project_id'),
      createdAt: plain('created_at'),
      expiresAt: plain('expires_at'),
      revokedAt: plain('revoked_at'),
    },
  },
  thread: {
    table: 'threads',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      projectId: plain('project_id'),
      ownerId: plain('owner_id'),
      version: plain('version'),
      seq: plain('seq'),
      notableSeq: plain('notable_seq'),
      purgedSeq: plain('purged_seq'),
      title: plain('title'),
      createdAt: plain('created_at'),
      lastActivityAt: plain('last_activity_at'),
      archivedAt: plain('archived_at'),
      deletedAt: plain('deleted_at'),
      messageCount: plain('message_count'),
      totalTokens: plain('total_tokens'),
    },
  },
  member: {
    table: 'members',
    order: ['r.thread_id', 'r.user_id'],
    unique: 'thread_id, user_id',
    fields: {
      threadId: plain('thread_id'),
      userId: plain('user_id'),
      role: plain('role'),
      since: plain('since'),
      readSeq: plain('read_seq'),
      pinned: flag('pinned'),
    },
    derived: {
      list: listOfThread,
      activity_at: '(SELECT last_activity_at FROM threads WHERE id = {threadId})',
      moment: '1',
    },
  },
  invite: {
    table: 'invites',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      threadId: plain('thread_id'),
      projectId: read('(SELECT project_id FROM threads WHERE id = r.thread_id)'),
      role: plain('role'),
      createdBy: plain('created_by'),
      createdAt: plain('created_at'),
      expiresAt: plain('expires_at'),
      revokedAt: plain('revoked_at'),
      uses: plain('uses'),
      maxUses: plain('max_uses'),
      acceptedBy: read(
        `(SELECT json_group_array(user_id) FROM (SELECT user_id FROM invite_uses WHERE invite_id = r.id ORDER BY user_id))`,
        'json',
      ),
    },
    after: keepUses,
  },
  ...historyTables,
  ...safetyTables,
  ...usageTables,
  audit_key: {
    table: 'audit_keys',
    order: ['r.user_id'],
    unique: 'user_id',
    fields: { userId: plain('user_id'), pseudonym: plain('pseudonym'), key: plain('key') },
  },
  audit: {
    table: 'audit',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      at: plain('at'),
      projectId: plain('project_id'),
      actor: plain('actor'),
      action: plain('action'),
      threadId: plain('thread_id'),
      messageId: plain('message_id'),
      subject: plain('subject'),
      contentHash: plain('content_hash'),
      seal: plain('seal'),
    },
  },
  seal: {
    table: 'audit_seals',
    order: ['r.number'],
    unique: 'number',
    fields: {
      number: plain('number'),
      from: plain('from_at'),
      to: plain('to_at'),
      count: plain('count'),
      previous: plain('previous'),
      hash: plain('hash'),
      signature: plain('signature'),
      at: plain('at'),
    },
  },
  erasure: {
    table: 'erasures',
    order: ['r.id'],
    unique: 'id',
    fields: {
      id: plain('id'),
      projectId: plain('project_id'),
      userId: plain('user_id'),
      subjectHash: plain('subject_hash'),
      requestedAt: plain('requested_at'),
      finishedAt: plain('finished_at'),
      counts: read("json_object('threads', r.threads, 'messages', r.messages)", 'json'),
    },
    derived: {
      threads: "json_extract({counts}, '$.threads')",
      messages: "json_extract({counts}, '$.messages')",
    },
  },
}
