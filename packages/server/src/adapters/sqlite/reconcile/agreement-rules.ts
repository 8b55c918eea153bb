import { endRun } from './end-run.ts'
import { type Inspection, type Rule, restored } from './rule.ts'

const isOpen = (row: string): string => `${row}.state IN ('queued', 'thinking', 'streaming', 'waiting')`
const living = 'r.deleted_at IS NULL'
const inLiving = 'EXISTS (SELECT 1 FROM threads t WHERE t.id = r.thread_id AND t.deleted_at IS NULL)'

const messageCount = `(SELECT count(*) FROM messages m
  WHERE m.thread_id = r.id AND m.deleted_at IS NULL AND m.superseded_by IS NULL)`
const totalTokens = `(SELECT coalesce(sum(g.tokens), 0) FROM messages m JOIN generations g ON g.message_id = m.id
  WHERE m.thread_id = r.id)`
const newestSeq = `max((SELECT coalesce(max(m.seq), 0) FROM messages m WHERE m.thread_id = r.id),
  (SELECT coalesce(max(e.seq), 0) FROM events e WHERE e.thread_id = r.id))`
const newestFeed = '(SELECT coalesce(max(f.seq), 0) FROM feed f WHERE f.user_id = r.id)'
const versions = 'max(1, (SELECT coalesce(max(a.number), 1) FROM answer_versions a WHERE a.message_id = r.id))'
const edits = '(SELECT coalesce(max(e.number), 0) FROM edits e WHERE e.message_id = r.id)'

const threadSeq = '(SELECT t.seq FROM threads t WHERE t.id = r.thread_id)'
const list = `(SELECT CASE WHEN t.deleted_at IS NOT NULL THEN 'gone' WHEN t.archived_at IS NOT NULL THEN 'archived'
  ELSE 'open' END FROM threads t WHERE t.id = r.thread_id)`
const activity = '(SELECT t.last_activity_at FROM threads t WHERE t.id = r.thread_id)'

const ownerPlace: Rule = {
  kind: 'list_place',
  field: 'ownerId',
  when: `r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM members m
    WHERE m.thread_id = r.id AND m.role = 'owner' AND m.user_id = r.owner_id)`,
  expected: 'r.owner_id',
  repair: {
    mend(sql, [id = '']) {
      sql.run(
        `UPDATE members SET role = 'collaborator' WHERE thread_id = ?1 AND role = 'owner'
         AND user_id <> (SELECT owner_id FROM threads WHERE id = ?1)`,
        id,
      )
      sql.run(
        `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
         SELECT t.id, t.owner_id, 'owner', t.created_at, 'open', t.last_activity_at,
           (SELECT coalesce(max(e.moment), 1) FROM events e WHERE e.thread_id = t.id) FROM threads t WHERE t.id = ?
         ON CONFLICT (thread_id, user_id) DO UPDATE SET role = 'owner'`,
        id,
      )
    },
  },
}

/** A week: no retry waits as long. */
const never = '?1 + 604800000'

/** What rows say of each other; looked at after the parents, so that what those removed is not counted. */
export const agreementRules: readonly Inspection[] = [
  {
    table: 'threads',
    of: 'thread',
    key: ['id'],
    rules: [
      ownerPlace,
      {
        kind: 'counter',
        field: 'seq',
        when: `r.seq < ${newestSeq}`,
        found: 'r.seq',
        expected: newestSeq,
        repair: { set: { seq: newestSeq } },
      },
      restored('counter', 'messageCount', 'message_count', messageCount, living),
      restored('counter', 'totalTokens', 'total_tokens', totalTokens, living),
    ],
  },
  {
    table: 'users',
    of: 'user',
    key: ['id'],
    rules: [
      {
        kind: 'counter',
        field: 'feedSeq',
        when: `r.feed_seq < ${newestFeed}`,
        found: 'r.feed_seq',
        expected: newestFeed,
        repair: { set: { feed_seq: newestFeed } },
      },
    ],
  },
  {
    table: 'members',
    of: 'member',
    key: ['thread_id', 'user_id'],
    rules: [
      restored('list_place', 'list', 'list', list),
      restored('list_place', 'lastActivityAt', 'activity_at', activity),
      {
        kind: 'counter',
        field: 'readSeq',
        when: `r.read_seq > ${threadSeq}`,
        found: 'r.read_seq',
        expected: threadSeq,
        repair: { set: { read_seq: threadSeq } },
        lifting: 'reading_goes_forward',
      },
    ],
  },
  {
    table: 'messages',
    of: 'message',
    key: ['id'],
    rules: [
      {
        kind: 'counter',
        field: 'versions',
        when: `${inLiving} AND r.versions <> ${versions}`,
        found: 'r.versions',
        expected: versions,
        repair: { set: { versions, shown: `min(r.shown, ${versions})` } },
      },
      restored('counter', 'edits', 'edits', edits, `${inLiving} AND r.deleted_at IS NULL`),
    ],
  },
  {
    table: 'generations',
    of: 'generation',
    key: ['id'],
    rules: [
      {
        kind: 'generation',
        field: 'state',
        when: `${isOpen('r')} AND EXISTS (SELECT 1 FROM generations g WHERE g.message_id = r.message_id
          AND ${isOpen('g')} AND (g.created_at, g.id) > (r.created_at, r.id))`,
        found: 'r.state',
        expected: "'interrupted'",
        repair: { mend: endRun },
      },
    ],
  },
  {
    table: 'outbox',
    of: 'delivery',
    key: ['thread_id', 'subscriber', 'moment'],
    rules: [
      {
        kind: 'outbox',
        field: 'dueAt',
        when: `(r.due_at IS NULL OR r.due_at > ${never}) AND r.moment = (SELECT min(o.moment) FROM outbox o
          WHERE o.thread_id = r.thread_id AND o.subscriber = r.subscriber)`,
        found: 'r.due_at',
        expected: '0',
        repair: { set: { due_at: '0' } },
      },
    ],
  },
]
