import type { Migration } from './migration.ts'

/**
 * Threads and who is in them. A member's row repeats what orders that user's list, so that a page is one range of one
 * index: `rank` puts pinned threads first and newer activity before older, `moment` tells which rows moved after a walk
 * through the list began (ST5).
 */
export const threads: Migration = {
  number: 2,
  name: 'threads',
  up: `
    CREATE TABLE threads (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      version INTEGER NOT NULL CHECK (version >= 1),
      seq INTEGER NOT NULL CHECK (seq >= 1),
      notable_seq INTEGER NOT NULL CHECK (notable_seq BETWEEN 0 AND seq),
      title TEXT CHECK (title <> ''),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      last_activity_at INTEGER NOT NULL CHECK (last_activity_at >= created_at),
      archived_at INTEGER CHECK (archived_at >= 0),
      deleted_at INTEGER CHECK (deleted_at >= 0),
      message_count INTEGER NOT NULL DEFAULT 0 CHECK (message_count >= 0),
      total_tokens INTEGER NOT NULL DEFAULT 0 CHECK (total_tokens >= 0)
    ) STRICT;
    CREATE INDEX threads_project ON threads (project_id);
    CREATE INDEX threads_owner ON threads (owner_id);

    CREATE TABLE members (
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('owner', 'collaborator', 'viewer')),
      since INTEGER NOT NULL CHECK (since >= 0),
      read_seq INTEGER NOT NULL DEFAULT 0 CHECK (read_seq >= 0),
      list TEXT NOT NULL CHECK (list IN ('open', 'archived', 'gone')),
      pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
      activity_at INTEGER NOT NULL CHECK (activity_at BETWEEN 0 AND 8796093022207),
      moment INTEGER NOT NULL CHECK (moment >= 1),
      rank INTEGER NOT NULL GENERATED ALWAYS AS (-activity_at - pinned * 17592186044416) VIRTUAL,
      PRIMARY KEY (thread_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX members_list ON members (user_id, list, rank, thread_id);
    CREATE INDEX members_moment ON members (user_id, moment);
    CREATE UNIQUE INDEX members_owner ON members (thread_id) WHERE role = 'owner';

    CREATE TABLE pins (
      thread_id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      moment INTEGER NOT NULL CHECK (moment >= 1),
      pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (thread_id, user_id, moment),
      FOREIGN KEY (thread_id, user_id) REFERENCES members (thread_id, user_id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER thread_of_own_project BEFORE INSERT ON threads
      WHEN (SELECT project_id FROM users WHERE id = NEW.owner_id) IS NOT NEW.project_id
      BEGIN SELECT RAISE(ABORT, 'a thread belongs to the project of its owner'); END;
    CREATE TRIGGER member_of_own_project BEFORE INSERT ON members
      WHEN (SELECT project_id FROM users WHERE id = NEW.user_id)
        IS NOT (SELECT project_id FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'a member belongs to the project of the thread'); END;
    CREATE TRIGGER thread_goes_forward BEFORE UPDATE OF seq ON threads WHEN NEW.seq < OLD.seq
      BEGIN SELECT RAISE(ABORT, 'the order of a thread never goes back'); END;
    CREATE TRIGGER thread_stays BEFORE UPDATE OF id, project_id ON threads
      BEGIN SELECT RAISE(ABORT, 'a thread does not change its project'); END;
    CREATE TRIGGER reading_goes_forward BEFORE UPDATE OF read_seq ON members WHEN NEW.read_seq < OLD.read_seq
      BEGIN SELECT RAISE(ABORT, 'a read mark never goes back'); END;
  `,
  down: `
    DROP TABLE pins;
    DROP TABLE members;
    DROP TABLE threads;
  `,
}
