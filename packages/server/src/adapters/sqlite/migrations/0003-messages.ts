import type { Migration } from './migration.ts'

/**
 * Messages, earlier texts of theirs, the answers that a message of the assistant holds, and the runs that fill them.
 * An answer's parts are in `answer_versions` alone; a person's are in the message.
 */
export const messages: Migration = {
  number: 3,
  name: 'messages',
  up: `
    CREATE TABLE messages (
      id TEXT PRIMARY KEY NOT NULL,
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      version INTEGER NOT NULL CHECK (version >= 1),
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
      author_id TEXT REFERENCES users (id) ON DELETE SET NULL,
      command_id TEXT,
      parts TEXT NOT NULL CHECK (json_valid(parts)),
      shown INTEGER NOT NULL DEFAULT 1 CHECK (shown BETWEEN 1 AND versions),
      versions INTEGER NOT NULL DEFAULT 1 CHECK (versions >= 1),
      edits INTEGER NOT NULL DEFAULT 0 CHECK (edits >= 0),
      edited_at INTEGER CHECK (edited_at >= 0),
      deleted_at INTEGER CHECK (deleted_at >= 0),
      superseded_by TEXT REFERENCES messages (id) ON DELETE SET NULL CHECK (superseded_by <> id),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      UNIQUE (thread_id, seq),
      CHECK (deleted_at IS NULL OR (parts = '[]' AND edits = 0))
    ) STRICT;
    CREATE INDEX messages_current ON messages (thread_id, seq) WHERE superseded_by IS NULL;
    CREATE INDEX messages_author ON messages (author_id) WHERE author_id IS NOT NULL;
    CREATE INDEX messages_superseded ON messages (superseded_by) WHERE superseded_by IS NOT NULL;

    CREATE TABLE edits (
      message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      id TEXT NOT NULL UNIQUE,
      author_id TEXT NOT NULL,
      at INTEGER NOT NULL CHECK (at >= 0),
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      PRIMARY KEY (message_id, number)
    ) STRICT;

    CREATE TABLE generations (
      id TEXT PRIMARY KEY NOT NULL,
      message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      thread_id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version >= 1),
      state TEXT NOT NULL CHECK (state IN
        ('queued', 'thinking', 'streaming', 'waiting', 'done', 'stopped', 'interrupted', 'failed', 'blocked')),
      owner TEXT NOT NULL CHECK (owner <> ''),
      term INTEGER NOT NULL CHECK (term >= 1),
      stop_requested INTEGER NOT NULL DEFAULT 0 CHECK (stop_requested IN (0, 1)),
      continues INTEGER NOT NULL CHECK (continues IN (0, 1)),
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      started_at INTEGER CHECK (started_at >= 0),
      ended_at INTEGER CHECK (ended_at >= 0),
      reason TEXT,
      length INTEGER CHECK (length >= 0),
      hash TEXT,
      tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0),
      usage TEXT CHECK (json_type(usage) = 'object'),
      CHECK ((state IN ('queued', 'thinking', 'streaming', 'waiting')) = (ended_at IS NULL)),
      CHECK ((ended_at IS NULL) = (reason IS NULL AND length IS NULL AND hash IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX generations_open ON generations (message_id)
      WHERE state IN ('queued', 'thinking', 'streaming', 'waiting');
    CREATE INDEX generations_message ON generations (message_id);
    CREATE INDEX generations_running ON generations (thread_id)
      WHERE state IN ('queued', 'thinking', 'streaming', 'waiting');

    CREATE TABLE answer_versions (
      message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      generation_id TEXT NOT NULL REFERENCES generations (id),
      parts TEXT NOT NULL CHECK (json_valid(parts)),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      PRIMARY KEY (message_id, number)
    ) STRICT;
    CREATE INDEX answer_versions_generation ON answer_versions (generation_id);

    CREATE TABLE feedback (
      message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
      reason TEXT,
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (message_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_user ON feedback (user_id);

    CREATE TRIGGER message_stays BEFORE UPDATE OF id, thread_id, seq, role ON messages
      BEGIN SELECT RAISE(ABORT, 'a message does not change its place'); END;
    CREATE TRIGGER message_in_order BEFORE INSERT ON messages
      WHEN NEW.seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'a message has a place that its thread has given'); END;
    CREATE TRIGGER generation_of_own_thread BEFORE INSERT ON generations
      WHEN (SELECT thread_id FROM messages WHERE id = NEW.message_id) IS NOT NEW.thread_id
      BEGIN SELECT RAISE(ABORT, 'a generation belongs to the thread of its message'); END;
    CREATE TRIGGER generation_ends_once BEFORE UPDATE OF state ON generations
      WHEN OLD.ended_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a generation ends once'); END;
    CREATE TRIGGER term_goes_forward BEFORE UPDATE OF term ON generations WHEN NEW.term < OLD.term
      BEGIN SELECT RAISE(ABORT, 'a term never goes back'); END;
  `,
  down: `
    DROP TABLE feedback;
    DROP TABLE answer_versions;
    DROP TABLE generations;
    DROP TABLE edits;
    DROP TABLE messages;
  `,
}
