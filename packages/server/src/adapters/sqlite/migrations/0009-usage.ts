import type { Migration } from './migration.ts'

/**
 * Calls of providers, as they were counted and priced; and the counters of the spend firewall: one for each period of an
 * account, with what is reserved of them. A reservation is a row for each of its accounts; `minute_at` and its like name
 * the period that it counts in, null where that account has no such period.
 */
export const usage: Migration = {
  number: 9,
  name: 'usage',
  up: `
    CREATE TABLE calls (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      thread_id TEXT,
      user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
      generation_id TEXT,
      purpose TEXT NOT NULL CHECK (purpose IN ('answer', 'summary', 'title', 'moderation', 'follow-up', 'tool')),
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      input INTEGER NOT NULL CHECK (input >= 0),
      output INTEGER NOT NULL CHECK (output >= 0),
      cached INTEGER NOT NULL CHECK (cached BETWEEN 0 AND input),
      estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
      cost INTEGER NOT NULL CHECK (cost >= 0),
      at INTEGER NOT NULL CHECK (at >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX calls_project ON calls (project_id, at);
    CREATE INDEX calls_user ON calls (user_id, at) WHERE user_id IS NOT NULL;
    CREATE INDEX calls_thread ON calls (thread_id, at) WHERE thread_id IS NOT NULL;
    CREATE INDEX calls_generation ON calls (generation_id) WHERE generation_id IS NOT NULL;
    CREATE TRIGGER calls_stay
      BEFORE UPDATE OF id, project_id, generation_id, purpose, provider, model, input, output, cached, estimated, cost, at
      ON calls BEGIN SELECT RAISE(ABORT, 'what a call consumed does not change'); END;
    CREATE TRIGGER callers_are_forgotten BEFORE UPDATE OF thread_id, user_id ON calls
      WHEN (NEW.thread_id IS NOT NULL AND NEW.thread_id IS NOT OLD.thread_id)
        OR (NEW.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id)
      BEGIN SELECT RAISE(ABORT, 'who asked, and where, can only be forgotten'); END;

    CREATE TABLE quota_counters (
      number INTEGER PRIMARY KEY,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
      period TEXT NOT NULL CHECK (period IN ('minute', 'day', 'month')),
      starts_at INTEGER NOT NULL,
      messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
      tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0),
      money INTEGER NOT NULL DEFAULT 0 CHECK (money >= 0),
      reserved_messages INTEGER NOT NULL DEFAULT 0 CHECK (reserved_messages >= 0),
      reserved_tokens INTEGER NOT NULL DEFAULT 0 CHECK (reserved_tokens >= 0),
      reserved_money INTEGER NOT NULL DEFAULT 0 CHECK (reserved_money >= 0)
    ) STRICT;
    CREATE UNIQUE INDEX quota_counters_account ON quota_counters (project_id, ifnull(user_id, ''), period);
    CREATE INDEX quota_counters_user ON quota_counters (user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX quota_counters_past ON quota_counters (period, starts_at);

    CREATE TABLE reservations (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
      messages INTEGER NOT NULL CHECK (messages >= 0),
      tokens INTEGER NOT NULL CHECK (tokens >= 0),
      money INTEGER NOT NULL CHECK (money >= 0),
      minute_at INTEGER,
      day_at INTEGER,
      month_at INTEGER,
      expires_at INTEGER NOT NULL,
      expired INTEGER NOT NULL DEFAULT 0 CHECK (expired IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX reservations_id ON reservations (id, ifnull(user_id, ''));
    CREATE INDEX reservations_project ON reservations (project_id);
    CREATE INDEX reservations_user ON reservations (user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX reservations_end ON reservations (expired, expires_at);
  `,
  down: `
    DROP TABLE reservations;
    DROP TABLE quota_counters;
    DROP TABLE calls;
  `,
}
