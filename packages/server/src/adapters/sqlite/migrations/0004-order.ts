import type { Migration } from './migration.ts'

/**
 * What happened, in order: each thread's events, users' feeds, undelivered events, and the commands that are known.
 * A `moment` is a place in the order of all commits of this file. An outbox row with a `due_at` is the first of its
 * thread and subscriber; the ones behind it have none until it is delivered.
 */
export const order: Migration = {
  number: 4,
  name: 'order',
  up: `
    CREATE TABLE events (
      moment INTEGER PRIMARY KEY NOT NULL CHECK (moment >= 1),
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      type TEXT NOT NULL CHECK (type IN
        ('thread.created', 'thread.updated', 'thread.deleted', 'message.created', 'message.updated',
         'messages.superseded', 'answer.started', 'answer.ended', 'participants.changed')),
      at INTEGER NOT NULL CHECK (at >= 0),
      activity INTEGER NOT NULL CHECK (activity IN (0, 1)),
      actor_id TEXT,
      message_id TEXT,
      generation_id TEXT,
      message_ids TEXT CHECK (json_type(message_ids) = 'array'),
      UNIQUE (thread_id, seq)
    ) STRICT;

    CREATE TABLE feed (
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      moment INTEGER NOT NULL CHECK (moment >= 1),
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (user_id, seq),
      UNIQUE (user_id, thread_id)
    ) STRICT;
    CREATE INDEX feed_thread ON feed (thread_id);

    CREATE TABLE outbox (
      moment INTEGER NOT NULL CHECK (moment >= 1),
      subscriber TEXT NOT NULL CHECK (subscriber <> ''),
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      at INTEGER NOT NULL CHECK (at >= 0),
      user_id TEXT,
      due_at INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      PRIMARY KEY (thread_id, subscriber, moment)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outbox_due ON outbox (due_at, moment) WHERE due_at IS NOT NULL;

    CREATE TABLE commands (
      user_id TEXT NOT NULL,
      id TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      ids TEXT NOT NULL CHECK (json_valid(ids)),
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (user_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX commands_at ON commands (at);

    CREATE TABLE health (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      beat INTEGER NOT NULL
    ) STRICT;
    INSERT INTO health (id, beat) VALUES (1, 0);

    CREATE TRIGGER events_stay BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;
    CREATE TRIGGER event_in_order BEFORE INSERT ON events
      WHEN NEW.seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'an event has a place that its thread has given'); END;
  `,
  down: `
    DROP TABLE health;
    DROP TABLE commands;
    DROP TABLE outbox;
    DROP TABLE feed;
    DROP TABLE events;
  `,
}
