import type { Drift } from '../ports/reconcile-store.ts'

const thread = "(SELECT id FROM threads WHERE title = 'Renamed' ORDER BY id LIMIT 1)"
const foreignUser = `(SELECT u.id FROM users u WHERE u.kind = 'visitor' AND u.project_id <>
  (SELECT project_id FROM threads WHERE id = ${thread}) LIMIT 1)`
const foreignProject = `(SELECT p.id FROM projects p WHERE p.id <> (SELECT project_id FROM threads WHERE id = ${thread}) LIMIT 1)`
const answer = `(SELECT m.id FROM messages m JOIN threads t ON t.id = m.thread_id WHERE m.role = 'assistant' AND m.versions = 2 ORDER BY m.id LIMIT 1)`
const run = (id: string, at: string): string => `INSERT INTO generations (id, message_id, thread_id, user_id, version,
  state, owner, term, continues, provider, model, created_at) SELECT '${id}', message_id, thread_id, user_id, version,
  'queued', owner, 1, 0, provider, model, ${at} FROM generations WHERE ended_at IS NULL LIMIT 1`

/** What is written around the database's own rules, and what is to be found of it. */
export type Planted = readonly [sql: string, drift: Partial<Drift>]

/** Ways to write around the embedded store, of each kind; on rows that `fillStore` made, twice. */
export const plantedDrift: Readonly<Record<string, Planted>> = {
  'a message without its thread': [
    "INSERT INTO messages (id, thread_id, seq, version, role, parts, created_at) VALUES ('stray', 'nowhere', 1, 1, 'user', '[]', 1)",
    { kind: 'orphan', of: 'message', id: 'stray', found: 'nowhere' },
  ],
  'a thread that was deleted around its rows': [
    `DELETE FROM threads WHERE id = ${thread}`,
    { kind: 'orphan', of: 'member' },
  ],
  'an edit without its message': [
    "INSERT INTO edits (message_id, number, id, author_id, at, before, after) VALUES ('nowhere', 1, 'stray', 'u', 1, 'a', 'b')",
    { kind: 'orphan', of: 'edit', id: 'nowhere/1' },
  ],
  'an edit of a deleted message': [
    "INSERT INTO edits (message_id, number, id, author_id, at, before, after) SELECT id, 1, 'stray', 'u', 1, 'a', 'b' FROM messages WHERE deleted_at IS NOT NULL LIMIT 1",
    { kind: 'orphan', of: 'edit' },
  ],
  'an answer of a deleted message': [
    `UPDATE answer_versions SET parts = '[{"kind":"text","text":"x"}]' WHERE message_id = ${answer};
     UPDATE messages SET deleted_at = 1, parts = '[]', edits = 0 WHERE id = ${answer}`,
    { kind: 'orphan', of: 'answer', field: 'parts' },
  ],
  'an answer without its run': [
    `DELETE FROM generations WHERE id = (SELECT generation_id FROM answer_versions WHERE message_id = ${answer} AND number = 1)`,
    { kind: 'orphan', of: 'answer', field: 'generationId' },
  ],
  'an author who is not there': [
    `UPDATE messages SET author_id = 'nobody' WHERE role = 'user' AND thread_id = ${thread} AND seq = 2`,
    { kind: 'orphan', of: 'message', field: 'authorId', found: 'nobody' },
  ],
  'history of a message that is not there': [
    `UPDATE messages SET superseded_by = 'nobody' WHERE role = 'user' AND thread_id = ${thread} AND seq = 2`,
    { kind: 'orphan', of: 'message', field: 'supersededBy' },
  ],
  'a user without a project': [
    "INSERT INTO users (id, project_id, kind, created_at) VALUES ('stray', 'nowhere', 'visitor', 1)",
    { kind: 'orphan', of: 'user', id: 'stray' },
  ],
  'sessions, opinions, feeds, deliveries, events, invitations and keys without their parents': [
    `INSERT INTO sessions (id, user_id, project_id, created_at, expires_at) VALUES ('s', 'nobody', 'nowhere', 1, 2);
     INSERT INTO feedback (message_id, user_id, rating, at) VALUES ('nowhere', 'nobody', 'up', 1);
     INSERT INTO feed (user_id, seq, thread_id, moment, at) VALUES ('nobody', 1, 'nowhere', 1, 1);
     INSERT INTO outbox (moment, subscriber, thread_id, seq, at, due_at) VALUES (1, 'feeds', 'nowhere', 1, 1, 0);
     INSERT INTO events (moment, thread_id, seq, type, at, activity) VALUES (99999, 'nowhere', 1, 'thread.created', 1, 1);
     INSERT INTO invites (id, thread_id, role, created_by, created_at, expires_at) VALUES ('i', 'nowhere', 'viewer', 'nobody', 1, 2);
     INSERT INTO invite_uses (invite_id, user_id) VALUES ('nothing', 'nobody');
     INSERT INTO signing_keys (project_id, kid, algorithm, material, created_at) VALUES ('nowhere', 'k', 'HS256', 'm', 1);
     INSERT INTO provider_keys (project_id, id, sealed, set_at) VALUES ('nowhere', 'k', 's', 1);
     INSERT INTO webhooks (id, project_id, version, url, topics, enabled, created_at, since, sealed) VALUES ('w', 'nowhere', 1, 'u', '[]', 1, 1, 1, 's');
     INSERT INTO webhook_deliveries (id, webhook_id, project_id, topic, key, thread_id, seq, at, data, state, attempts, created_at) VALUES ('d', 'w', 'nowhere', 't', 'k', 'nowhere', 1, 1, '{}', 'waiting', 0, 1);
     INSERT INTO audit_keys (user_id, pseudonym, key) VALUES ('nobody', 'p', '${'k'.repeat(43)}');
     INSERT INTO quota_counters (project_id, user_id, period, starts_at) SELECT id, 'nobody', 'day', 1 FROM projects LIMIT 1;
     INSERT INTO quota_counters (project_id, period, starts_at) VALUES ('nowhere', 'day', 1);
     INSERT INTO pins (thread_id, user_id, moment, pinned, at) VALUES ('nowhere', 'nobody', 1, 1, 1)`,
    { kind: 'orphan', of: 'pin', id: 'nowhere/nobody/1' },
  ],
  'a call in a thread that is not there, of somebody who is not there': [
    `INSERT INTO calls (id, project_id, thread_id, user_id, purpose, provider, model, input, output, cached, estimated, cost, at)
     SELECT 'stray', id, 'nowhere', 'nobody', 'answer', 'p', 'm', 1, 1, 0, 0, 0, 1 FROM projects LIMIT 1`,
    { kind: 'orphan', of: 'call', id: 'stray', field: 'userId', found: 'nobody' },
  ],
  'verdicts and masks without their thread': [
    `INSERT INTO verdicts (id, project_id, thread_id, message_id, generation_id, direction, action, rule, at)
     VALUES ('stray', 'nowhere', 'nowhere', 'm', 'g', 'input', 'flag', 'r', 1);
     INSERT INTO masks (thread_id, placeholder, sealed, at) VALUES ('nowhere', 'EMAIL_1', 's', 1)`,
    { kind: 'orphan', of: 'mask', id: 'nowhere/EMAIL_1', found: 'nowhere' },
  ],
  'a verdict in another project than its thread': [
    `UPDATE verdicts SET project_id = ${foreignProject} WHERE thread_id = ${thread}`,
    { kind: 'foreign_project', of: 'verdict' },
  ],
  'a thread in another project than its owner': [
    `UPDATE threads SET project_id = ${foreignProject} WHERE id = ${thread}`,
    { kind: 'foreign_project', of: 'thread', field: 'projectId' },
  ],
  'a thread whose owner is of another project': [
    `UPDATE threads SET owner_id = ${foreignUser} WHERE id = ${thread}`,
    { kind: 'foreign_project', of: 'thread', field: 'ownerId' },
  ],
  'a member of another project': [
    `INSERT INTO members (thread_id, user_id, role, since, list, activity_at, moment)
     SELECT ${thread}, ${foreignUser}, 'viewer', 1, 'open', 1, 1`,
    { kind: 'foreign_project', of: 'member' },
  ],
  'a session in another project': [
    `UPDATE sessions SET project_id = ${foreignProject} WHERE user_id = (SELECT owner_id FROM threads WHERE id = ${thread})`,
    { kind: 'foreign_project', of: 'session' },
  ],
  'an author, an opinion, a feed, a guest and an invitation of another project': [
    `UPDATE messages SET author_id = ${foreignUser} WHERE thread_id = ${thread} AND seq = 2;
     INSERT INTO feedback (message_id, user_id, rating, at) SELECT id, ${foreignUser}, 'up', 1 FROM messages WHERE thread_id = ${thread} AND deleted_at IS NULL LIMIT 1;
     INSERT INTO feed (user_id, seq, thread_id, moment, at) SELECT ${foreignUser}, 999, ${thread}, 1, 1;
     UPDATE users SET feed_seq = 999 WHERE id = ${foreignUser};
     INSERT INTO invites (id, thread_id, role, created_by, created_at, expires_at) SELECT 'i', ${thread}, 'viewer', ${foreignUser}, 1, 2;
     INSERT INTO invite_uses (invite_id, user_id) SELECT id, ${foreignUser} FROM invites WHERE thread_id = ${thread} AND id <> 'i' LIMIT 1`,
    { kind: 'foreign_project', of: 'message', field: 'authorId' },
  ],
  'a visitor who became somebody of another project': [
    `UPDATE users SET merged_into = (SELECT k.id FROM users k WHERE k.kind = 'known' AND k.project_id <> users.project_id LIMIT 1)
     WHERE id = (SELECT u.id FROM users u WHERE u.merged_into IS NOT NULL LIMIT 1)`,
    { kind: 'foreign_project', of: 'user', field: 'mergedInto' },
  ],
  'messages that were counted wrong': [
    `UPDATE threads SET message_count = message_count + 3 WHERE id = ${thread}`,
    { kind: 'counter', of: 'thread', field: 'messageCount' },
  ],
  'tokens that were counted wrong': [
    `UPDATE threads SET total_tokens = 1 WHERE id = ${thread}`,
    { kind: 'counter', of: 'thread', field: 'totalTokens', found: 1 },
  ],
  'a thread behind its newest change': [
    `UPDATE threads SET seq = 3, notable_seq = 2 WHERE id = ${thread}`,
    { kind: 'counter', of: 'thread', field: 'seq', found: 3 },
  ],
  'a read mark beyond the thread': [
    `UPDATE members SET read_seq = 99999 WHERE thread_id = ${thread} AND role = 'owner'`,
    { kind: 'counter', of: 'member', field: 'readSeq', found: 99_999 },
  ],
  'a feed behind its newest entry': [
    'UPDATE users SET feed_seq = 0 WHERE feed_seq > 1',
    { kind: 'counter', of: 'user', field: 'feedSeq', found: 0 },
  ],
  'versions that are not there': [
    `UPDATE messages SET versions = 9, shown = 8 WHERE id = ${answer}`,
    { kind: 'counter', of: 'message', field: 'versions', found: 9, expected: 2 },
  ],
  'edits that were counted wrong': [
    'UPDATE messages SET edits = 7 WHERE edits = 2',
    { kind: 'counter', of: 'message', field: 'edits', found: 7, expected: 2 },
  ],
  'a member in the wrong list': [
    `UPDATE members SET list = 'archived' WHERE thread_id = ${thread}`,
    { kind: 'list_place', of: 'member', field: 'list', found: 'archived', expected: 'open' },
  ],
  'a member at the wrong place': [
    `UPDATE members SET activity_at = 1 WHERE thread_id = ${thread}`,
    { kind: 'list_place', of: 'member', field: 'lastActivityAt', found: 1 },
  ],
  'a thread without its owner among the members': [
    `DELETE FROM members WHERE thread_id = ${thread} AND role = 'owner'`,
    { kind: 'list_place', of: 'thread', field: 'ownerId' },
  ],
  'a text that is not found': [
    `DELETE FROM search_entries WHERE message_id = ${answer}`,
    { kind: 'search_entry', of: 'message', field: 'text' },
  ],
  'a title that is not found': [
    `DELETE FROM search_entries WHERE thread_id = ${thread}`,
    { kind: 'search_entry', of: 'thread', field: 'title' },
  ],
  'a text that is found by other words': [
    `UPDATE messages SET parts = '[{"kind":"text","text":"other words"}]' WHERE thread_id = ${thread} AND seq = 2`,
    { kind: 'search_entry', of: 'message', field: 'text' },
  ],
  'a deleted text that is found': [
    `INSERT INTO search_entries (message_id, length, terms) SELECT id, 1, '1-x' FROM messages WHERE deleted_at IS NOT NULL LIMIT 1`,
    { kind: 'search_entry', of: 'search_entry' },
  ],
  'a thread that no search looks through': [
    `DELETE FROM search_threads WHERE thread_id = ${thread}`,
    { kind: 'search_entry', of: 'thread', field: 'scope' },
  ],
  'a thread that others search': [
    `UPDATE search_threads SET scope = (SELECT s.number FROM search_scopes s WHERE s.user_id <>
       (SELECT owner_id FROM threads WHERE id = ${thread}) LIMIT 1) WHERE thread_id = ${thread}`,
    { kind: 'search_entry', of: 'thread', field: 'ownerId' },
  ],
  'a delivery that is due never': [
    `UPDATE outbox SET due_at = NULL WHERE thread_id = ${thread}`,
    { kind: 'outbox', of: 'delivery', found: null },
  ],
  'a delivery that is due in a hundred years': [
    `UPDATE outbox SET due_at = 3000000000000 WHERE thread_id = ${thread} AND due_at IS NOT NULL`,
    { kind: 'outbox', of: 'delivery', found: 3_000_000_000_000 },
  ],
  'two open runs of a message': [
    `DROP INDEX generations_open; ${run('older', '1')}`,
    { kind: 'generation', of: 'generation', id: 'older', field: 'state', found: 'queued' },
  ],
  'an open run of a message that is not there': [
    `${run('stray', '1').replace("message_id, thread_id, user_id, version,\n  'queued'", "'nowhere', thread_id, user_id, version,\n  'queued'")}`,
    { kind: 'generation', of: 'generation', id: 'stray', field: null },
  ],
  'a run in another thread than its message': [
    `UPDATE generations SET thread_id = (SELECT id FROM threads WHERE title = 'Archived' LIMIT 1) WHERE id = (SELECT generation_id FROM answer_versions WHERE message_id = ${answer} AND number = 1)`,
    { kind: 'generation', of: 'generation', field: 'threadId' },
  ],
  'a summary without its thread, and one by somebody of another project': [
    `INSERT INTO summaries (id, thread_id, version, from_seq, to_seq, messages, text, created_at, updated_at)
       VALUES ('stray', 'nowhere', 1, 1, 2, 1, 'x', 1, 1);
     UPDATE summaries SET author_id = ${foreignUser} WHERE thread_id = ${thread}`,
    { kind: 'orphan', of: 'summary', id: 'stray', found: 'nowhere' },
  ],
  'a summary by nobody who is there': [
    `UPDATE summaries SET author_id = 'nobody' WHERE thread_id = ${thread}`,
    { kind: 'orphan', of: 'summary', field: 'authorId', found: 'nobody' },
  ],
  'summaries whose windows overlap': [
    `INSERT INTO summaries (id, thread_id, version, from_seq, to_seq, messages, text, created_at, updated_at)
       SELECT 'later', thread_id, 1, from_seq + 1, to_seq, 1, 'x', created_at + 1, created_at + 1 FROM summaries
       WHERE thread_id = ${thread} AND from_seq = 1`,
    { kind: 'summary', of: 'summary', id: 'later', field: 'fromSeq', found: 2 },
  ],
  'a summary of other messages than there are': [
    `UPDATE summaries SET messages = 99 WHERE thread_id = ${thread} AND stale = 0`,
    { kind: 'summary', of: 'summary', field: 'messages', found: 99 },
  ],
}
