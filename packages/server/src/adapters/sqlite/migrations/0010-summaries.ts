import type { Migration } from './migration.ts'

/** Rows of `events` through a table of another form: its types are a rule of the table, which only a new one can change. */
const rebuildEvents = (columns: string, rows: string, types: string, more: string): string => `
    CREATE TABLE events_before AS SELECT ${columns} FROM events WHERE ${rows};
    DROP TABLE events;
    CREATE TABLE events (
      moment INTEGER PRIMARY KEY NOT NULL CHECK (moment >= 1),
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      type TEXT NOT NULL CHECK (type IN (${types})),
      at INTEGER NOT NULL CHECK (at >= 0),
      activity INTEGER NOT NULL CHECK (activity IN (0, 1)),
      actor_id TEXT,
      message_id TEXT,
      generation_id TEXT,
      message_ids TEXT CHECK (json_type(message_ids) = 'array'),
      kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
      ${more}UNIQUE (thread_id, seq)
    ) STRICT;
    INSERT INTO events (${columns}) SELECT ${columns} FROM events_before ORDER BY moment;
    DROP TABLE events_before;
    CREATE INDEX events_old ON events (at) WHERE kept = 0;
    CREATE TRIGGER event_in_order BEFORE INSERT ON events
      WHEN NEW.seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'an event has a place that its thread has given'); END;
    CREATE TRIGGER actors_are_forgotten BEFORE UPDATE OF actor_id ON events WHEN NEW.actor_id IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'who did it can only be forgotten'); END;`

const formerTypes = `'thread.created', 'thread.updated', 'thread.deleted', 'message.created', 'message.updated',
        'messages.superseded', 'answer.started', 'answer.ended', 'participants.changed'`
const formerColumns =
  'moment, thread_id, seq, type, at, activity, actor_id, message_id, generation_id, message_ids, kept'
const stay = (more: string): string => `
    CREATE TRIGGER events_stay BEFORE UPDATE OF moment, thread_id, seq, type, at, activity, message_id, generation_id,
        message_ids${more} ON events
      BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;`

/**
 * Summaries of threads: each stands for a window of a thread's places, and no two windows overlap (AI4, AI5).
 * `summarise_at` of a thread: since then it waits to be summarised; `summarise_to`: a person wants it up to there.
 */
export const summaries: Migration = {
  number: 10,
  name: 'summaries',
  up: `
    CREATE TABLE summaries (
      id TEXT PRIMARY KEY NOT NULL,
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      version INTEGER NOT NULL CHECK (version >= 1),
      from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
      to_seq INTEGER NOT NULL CHECK (to_seq >= from_seq),
      messages INTEGER NOT NULL CHECK (messages >= 1),
      text TEXT NOT NULL CHECK (text <> ''),
      stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
      author_id TEXT REFERENCES users (id) ON DELETE SET NULL,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
      UNIQUE (thread_id, from_seq)
    ) STRICT;
    CREATE INDEX summaries_author ON summaries (author_id) WHERE author_id IS NOT NULL;

    CREATE TRIGGER windows_do_not_overlap BEFORE INSERT ON summaries
      WHEN EXISTS (SELECT 1 FROM summaries s WHERE s.thread_id = NEW.thread_id AND s.id <> NEW.id
        AND s.from_seq <= NEW.to_seq AND s.to_seq >= NEW.from_seq)
      BEGIN SELECT RAISE(ABORT, 'windows of summaries do not overlap'); END;
    CREATE TRIGGER window_stays BEFORE UPDATE OF id, thread_id, from_seq, to_seq ON summaries
      WHEN (NEW.id, NEW.thread_id, NEW.from_seq) IS NOT (OLD.id, OLD.thread_id, OLD.from_seq) OR NEW.to_seq > OLD.to_seq
      BEGIN SELECT RAISE(ABORT, 'the window of a summary only gets shorter'); END;
    CREATE TRIGGER window_in_thread BEFORE INSERT ON summaries
      WHEN NEW.to_seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'a window ends at a place that its thread has given'); END;

    ALTER TABLE threads ADD COLUMN summarise_at INTEGER CHECK (summarise_at >= 0);
    ALTER TABLE threads ADD COLUMN summarise_to INTEGER CHECK (summarise_to >= 1);
    CREATE INDEX threads_summarise ON threads (summarise_at, id) WHERE summarise_at IS NOT NULL;
    ${rebuildEvents(
      formerColumns,
      'true',
      `${formerTypes}, 'summary.changed', 'summary.deleted'`,
      `summary_id TEXT CHECK ((summary_id IS NOT NULL) = (type IN ('summary.changed', 'summary.deleted'))),
      `,
    )}
    ${stay(', summary_id')}
  `,
  down: `
    ${rebuildEvents(formerColumns, `type NOT IN ('summary.changed', 'summary.deleted')`, formerTypes, '')}
    ${stay('')}
    DROP INDEX threads_summarise;
    ALTER TABLE threads DROP COLUMN summarise_to;
    ALTER TABLE threads DROP COLUMN summarise_at;
    DROP TABLE summaries;
  `,
}
