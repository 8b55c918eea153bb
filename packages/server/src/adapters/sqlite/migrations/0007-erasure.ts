import type { Migration } from './migration.ts'

/**
 * Erasures of users, and what retention and purge find their rows by. `emptied` tells of a deleted thread that nothing is
 * left in it; `kept` of an old event that it stays as its thread's newest activity, so that no purge looks at it again.
 * `looked` is how far an erasure has gone through the events.
 */
export const erasure: Migration = {
  number: 7,
  name: 'erasure',
  up: `
    CREATE TABLE erasures (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      user_id TEXT,
      subject_hash TEXT NOT NULL UNIQUE CHECK (subject_hash <> ''),
      requested_at INTEGER NOT NULL CHECK (requested_at >= 0),
      finished_at INTEGER CHECK (finished_at >= 0),
      threads INTEGER NOT NULL DEFAULT 0 CHECK (threads >= 0),
      messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
      looked INTEGER NOT NULL DEFAULT 0 CHECK (looked >= 0),
      CHECK (user_id IS NULL OR finished_at IS NULL)
    ) STRICT;
    CREATE INDEX erasures_open ON erasures (requested_at, id) WHERE finished_at IS NULL;
    CREATE INDEX erasures_project ON erasures (project_id);

    ALTER TABLE threads ADD COLUMN emptied INTEGER NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1));
    CREATE INDEX threads_idle ON threads (project_id, last_activity_at) WHERE deleted_at IS NULL;
    CREATE INDEX threads_full ON threads (deleted_at) WHERE deleted_at IS NOT NULL AND emptied = 0;
    CREATE INDEX threads_gone ON threads (deleted_at) WHERE deleted_at IS NOT NULL AND emptied = 1;
    ALTER TABLE events ADD COLUMN kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1));
    CREATE INDEX events_old ON events (at) WHERE kept = 0;
    CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
    CREATE INDEX outbox_user ON outbox (user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX edits_author ON edits (author_id);
    CREATE INDEX generations_user ON generations (user_id);

    DROP TRIGGER events_stay;
    CREATE TRIGGER events_stay
      BEFORE UPDATE OF moment, thread_id, seq, type, at, activity, message_id, generation_id, message_ids ON events
      BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;
    CREATE TRIGGER actors_are_forgotten BEFORE UPDATE OF actor_id ON events WHEN NEW.actor_id IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'who did it can only be forgotten'); END;
    CREATE TRIGGER erased_once BEFORE UPDATE ON erasures WHEN OLD.finished_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a finished erasure stays as it is'); END;
  `,
  down: `
    DROP TABLE erasures;
    DROP TRIGGER actors_are_forgotten;
    DROP TRIGGER events_stay;
    DROP INDEX generations_user;
    DROP INDEX edits_author;
    DROP INDEX outbox_user;
    DROP INDEX sessions_revoked;
    DROP INDEX events_old;
    ALTER TABLE events DROP COLUMN kept;
    DROP INDEX threads_gone;
    DROP INDEX threads_full;
    DROP INDEX threads_idle;
    ALTER TABLE threads DROP COLUMN emptied;
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;
  `,
}
