/**
 * Rows of every kind, by the step of SQLite's schema that they came with, as its first release could have written them:
 * what a migration must carry on. A later step that brings tables adds rows here.
 */
export const rowsOfSteps: Readonly<Record<number, string>> = {
  1: `
    INSERT INTO projects (id, key, name, version, enabled, origins, settings, created_at, last_chat_at) VALUES
      ('p1', 'pk_one', 'Shop', 3, 1, '["https://example.com"]', '{"assistantName":"Ada","greeting":null,"prompts":["Hi"],"systemPrompt":null,"visitors":true,"model":null,"maxTokens":null,"sendLimit":null}', 10, 900),
      ('p2', 'pk_two', 'Empty', 1, 0, '[]', '{"assistantName":null,"greeting":null,"prompts":[],"systemPrompt":null,"visitors":true,"model":null,"maxTokens":null,"sendLimit":null}', 11, NULL);
    INSERT INTO signing_keys (project_id, kid, algorithm, material, created_at, expires_at) VALUES
      ('p1', 'k1', 'HS256', 'secret', 12, 5000), ('p1', 'k2', 'EdDSA', 'public', 13, NULL);
    INSERT INTO operator_keys (id, name, scopes, hash, created_at, revoked_at) VALUES
      ('o1', 'me', '["projects"]', 'hash 1', 14, NULL), ('o2', 'you', '[]', 'hash 2', 15, 16);
    INSERT INTO users (id, project_id, kind, external_id, name, created_at, feed_seq) VALUES
      ('u1', 'p1', 'known', 'ada', 'Ada', 20, 2), ('u2', 'p1', 'visitor', NULL, NULL, 21, 1),
      ('u3', 'p2', 'visitor', NULL, 'Eve', 22, 0);
    INSERT INTO sessions (id, user_id, project_id, created_at, expires_at, revoked_at) VALUES
      ('s1', 'u1', 'p1', 30, 9000, NULL), ('s2', 'u2', 'p1', 31, 9001, 40);
  `,
  2: `
    INSERT INTO threads (id, project_id, owner_id, version, seq, notable_seq, title, created_at, last_activity_at,
      archived_at, deleted_at, message_count, total_tokens) VALUES
      ('t1', 'p1', 'u1', 2, 7, 6, 'A title', 100, 800, NULL, NULL, 3, 12),
      ('t2', 'p1', 'u2', 3, 3, 0, NULL, 110, 110, 120, NULL, 0, 0),
      ('t3', 'p1', 'u1', 2, 2, 0, 'Gone', 130, 130, NULL, 140, 0, 0);
    INSERT INTO members (thread_id, user_id, role, since, read_seq, list, pinned, activity_at, moment) VALUES
      ('t1', 'u1', 'owner', 100, 6, 'open', 1, 800, 13), ('t1', 'u2', 'viewer', 105, 1, 'open', 0, 800, 12),
      ('t2', 'u2', 'owner', 110, 1, 'archived', 0, 110, 8), ('t3', 'u1', 'owner', 130, 1, 'gone', 0, 130, 10);
    INSERT INTO pins (thread_id, user_id, moment, pinned, at) VALUES ('t1', 'u1', 13, 1, 700);
  `,
  3: `
    INSERT INTO messages (id, thread_id, seq, version, role, author_id, command_id, parts, shown, versions, edits,
      edited_at, deleted_at, superseded_by, created_at) VALUES
      ('m1', 't1', 2, 2, 'user', 'u1', 'c1', '[{"kind":"text","text":"Edited"}]', 1, 1, 1, 600, NULL, NULL, 200),
      ('m2', 't1', 3, 3, 'assistant', NULL, NULL, '[]', 2, 2, 0, NULL, NULL, NULL, 200),
      ('m3', 't1', 5, 2, 'user', 'u2', NULL, '[]', 1, 1, 0, NULL, 650, NULL, 500),
      ('m4', 't1', 6, 2, 'system', NULL, NULL, '[{"kind":"text","text":"Was"}]', 1, 1, 0, NULL, NULL, 'm1', 550);
    INSERT INTO edits (message_id, number, id, author_id, at, before, after) VALUES
      ('m1', 1, 'e1', 'u1', 600, 'Before', 'Edited');
    INSERT INTO generations (id, message_id, thread_id, user_id, version, state, owner, term, stop_requested, continues,
      provider, model, created_at, started_at, ended_at, reason, length, hash, tokens, usage) VALUES
      ('g1', 'm2', 't1', 'u1', 1, 'done', 'node-1', 2, 0, 0, 'demo', 'demo-1', 200, 201, 210, 'stop', 6, 'h', 12,
        '{"input":7,"output":5,"cached":null,"estimated":false}'),
      ('g2', 'm2', 't1', 'u1', 2, 'streaming', 'node-1', 1, 1, 0, 'demo', 'demo-1', 300, 301, NULL, NULL, NULL, NULL,
        0, NULL);
    INSERT INTO answer_versions (message_id, number, generation_id, parts, created_at) VALUES
      ('m2', 1, 'g1', '[{"kind":"text","text":"Answer"}]', 200), ('m2', 2, 'g2', '[]', 300);
    INSERT INTO feedback (message_id, user_id, rating, reason, at) VALUES ('m2', 'u1', 'down', 'Too short', 400);
  `,
  4: `
    INSERT INTO events (moment, thread_id, seq, type, at, activity, actor_id, message_id, generation_id, message_ids)
      VALUES (1, 't1', 1, 'thread.created', 100, 1, 'u1', NULL, NULL, NULL),
      (2, 't1', 2, 'message.created', 200, 1, 'u1', 'm1', NULL, NULL),
      (3, 't1', 3, 'message.created', 200, 1, 'u1', 'm2', NULL, NULL),
      (4, 't1', 4, 'answer.ended', 210, 1, NULL, 'm2', 'g1', NULL),
      (7, 't2', 1, 'thread.created', 110, 1, 'u2', NULL, NULL, NULL),
      (8, 't2', 2, 'participants.changed', 115, 0, 'u2', NULL, NULL, NULL),
      (9, 't3', 1, 'thread.created', 130, 1, 'u1', NULL, NULL, NULL),
      (10, 't3', 2, 'thread.deleted', 140, 0, 'u1', NULL, NULL, NULL),
      (11, 't1', 6, 'messages.superseded', 600, 0, 'u1', 'm1', NULL, '["m4"]'),
      (12, 't1', 7, 'thread.updated', 800, 1, 'u1', NULL, NULL, NULL),
      (14, 't2', 3, 'thread.updated', 120, 0, 'u2', NULL, NULL, NULL);
    INSERT INTO feed (user_id, seq, thread_id, moment, at) VALUES
      ('u1', 1, 't3', 10, 140), ('u1', 2, 't1', 11, 600), ('u2', 1, 't2', 8, 115);
    INSERT INTO outbox (moment, subscriber, thread_id, seq, at, user_id, due_at, attempts) VALUES
      (12, 'feeds', 't1', 7, 800, NULL, 0, 1), (12, 'activity', 't1', 7, 800, NULL, 0, 0),
      (13, 'feeds', 't1', 7, 800, 'u1', NULL, 0), (14, 'feeds', 't2', 3, 120, NULL, 0, 0);
    INSERT INTO commands (user_id, id, fingerprint, ids, at) VALUES ('u1', 'c1', 'f', '{"messageId":"m1"}', 200);
    UPDATE health SET beat = 5;
  `,
  5: `
    INSERT INTO users (id, project_id, kind, external_id, name, created_at, feed_seq, merged_into, erased_at) VALUES
      ('u4', 'p1', 'visitor', NULL, NULL, 23, 0, 'u1', NULL), ('u5', 'p1', 'known', NULL, NULL, 24, 0, NULL, 950);
    UPDATE threads SET purged_seq = 1 WHERE id = 't2';
    INSERT INTO invites (id, thread_id, role, created_by, created_at, expires_at, revoked_at, uses, max_uses) VALUES
      ('i1', 't1', 'viewer', 'u1', 300, 9000, NULL, 1, 5), ('i2', 't1', 'collaborator', 'u1', 301, 9000, 310, 0, NULL);
    INSERT INTO invite_uses (invite_id, user_id) VALUES ('i1', 'u2');
    INSERT INTO audit_keys (user_id, pseudonym, key) VALUES ('u1', 'someone', '${'k'.repeat(43)}');
    INSERT INTO audit_seals (number, from_at, to_at, count, previous, hash, signature, at) VALUES
      (1, 140, 600, 2, NULL, 'h1', 's1', 1000);
    INSERT INTO audit (id, at, project_id, actor, action, thread_id, message_id, subject, content_hash, seal) VALUES
      ('a1', 140, 'p1', 'user:someone', 'thread.deleted', 't3', NULL, NULL, NULL, 1),
      ('a2', 600, 'p1', 'user:someone', 'message.edited', 't1', 'm1', NULL, '${'h'.repeat(43)}', 1),
      ('a3', 700, NULL, 'command-line', 'operator.added', NULL, NULL, 'o2', NULL, NULL);
  `,
  6: `
    INSERT INTO search_entries (message_id, thread_id, length, repeated, terms) VALUES
      (NULL, 't1', 2, NULL, '1~ 1~1 1-a 1-title'), ('m1', NULL, 1, NULL, '1~ 1~1 1-edited');
  `,
  7: `
    INSERT INTO erasures (id, project_id, user_id, subject_hash, requested_at, finished_at, threads, messages, looked) VALUES
      ('x1', 'p1', 'u5', 'subject 1', 950, NULL, 1, 0, 8), ('x2', 'p1', NULL, 'subject 2', 900, 940, 2, 3, 14);
    UPDATE threads SET emptied = 1 WHERE id = 't3';
    UPDATE events SET kept = 1 WHERE moment = 7;
  `,
  8: `
    UPDATE generations SET tools = '[{"name":"open_cart","description":"Opens the cart","parameters":{}}]',
      suggestions = '["And then?"]', context = '{"used":5,"limit":10,"estimated":true,"summarised":0,"leftOut":0}',
      context_record = '{"used":5}' WHERE id = 'g1';
  `,
  9: `
    INSERT INTO calls (id, project_id, thread_id, user_id, generation_id, purpose, provider, model, input, output, cached, estimated, cost, at)
      VALUES ('g1:1', 'p1', 't1', 'u1', 'g1', 'answer', 'openai', 'm', 30, 5, 10, 0, 77, 208),
        ('s1', 'p1', NULL, NULL, NULL, 'summary', 'openai', 'm', 9, 2, 0, 1, 12, 209);
    INSERT INTO quota_counters (project_id, user_id, period, starts_at, messages, tokens, money, reserved_messages, reserved_tokens, reserved_money)
      VALUES ('p1', 'u1', 'day', 0, 1, 35, 77, 1, 40, 90), ('p1', NULL, 'month', 0, 2, 46, 89, 0, 0, 0);
    INSERT INTO reservations (id, project_id, user_id, messages, tokens, money, minute_at, day_at, month_at, expires_at)
      VALUES ('g9', 'p1', 'u1', 1, 40, 90, NULL, 0, NULL, 4000);
  `,
  10: `
    INSERT INTO summaries (id, thread_id, version, from_seq, to_seq, messages, text, stale, author_id, created_at, updated_at)
      VALUES ('z1', 't1', 2, 1, 3, 2, 'They spoke', 0, 'u1', 700, 750), ('z2', 't1', 1, 4, 5, 1, 'Once more', 1, NULL, 760, 760);
    UPDATE threads SET summarise_at = 770, summarise_to = 5 WHERE id = 't1';
  `,
  11: `
    INSERT INTO verdicts (id, project_id, thread_id, message_id, generation_id, direction, action, rule, at) VALUES
      ('v1', 'p1', 't1', 'm2', 'g1', 'input', 'flag', 'instruction-override', 205),
      ('v2', 'p1', 't1', 'm2', 'g1', 'output', 'block', 'moderation:violence', 209);
    INSERT INTO masks (thread_id, placeholder, sealed, at) VALUES ('t1', 'EMAIL_1', 'sealed', 204);
    INSERT INTO provider_keys (project_id, id, sealed, set_at) VALUES ('p1', 'y1', 'sealed', 203);
  `,
  12: `
    INSERT INTO tool_calls (generation_id, call, approval, page, approved, result, failed, at) VALUES
      ('g1', 'k1', 1, 1, 1, 'opened', 0, 206), ('g1', 'k2', 1, 0, NULL, NULL, 0, 207);
  `,
  13: `
    INSERT INTO webhooks (id, project_id, version, url, topics, enabled, disabled_reason, created_at, since, sealed, earlier_sealed, earlier_until, failing_since)
      VALUES ('w1', 'p1', 2, 'https://example.com/', '["message.created"]', 1, NULL, 210, 220, 'sealed', 'before', 900, NULL),
        ('w2', 'p1', 1, 'https://example.org/', '["quota.reached"]', 0, 'gone', 211, 211, 'sealed', NULL, NULL, 230);
    INSERT INTO webhook_deliveries (id, webhook_id, project_id, topic, key, thread_id, user_id, seq, at, data, state, attempts, next_at, last_status, last_error, created_at, ended_at)
      VALUES ('wd1', 'w1', 'p1', 'message.created', 't1/2', 't1', NULL, 2, 221, '{"seq":2}', 'waiting', 1, 300, 500, 'status', 222, NULL),
        ('wd2', 'w2', 'p1', 'quota.reached', 'k', NULL, 'u1', 0, 223, '{}', 'dead', 7, NULL, 410, 'status', 224, 225);
  `,
  16: `
    UPDATE feedback SET number = 2 WHERE message_id = 'm2' AND user_id = 'u1';
    INSERT INTO feedback (message_id, user_id, number, rating, reason, at) VALUES ('m2', 'u1', 1, 'up', NULL, 250);
  `,
}

/** The newest step of the schema that was released. */
export const releasedStep = 4
