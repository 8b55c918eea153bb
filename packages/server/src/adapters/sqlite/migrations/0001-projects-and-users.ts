import type { Migration } from './migration.ts'

/** Projects with their keys, operators' keys, users and their sessions. */
export const projectsAndUsers: Migration = {
  number: 1,
  name: 'projects and users',
  up: `
    CREATE TABLE projects (
      id TEXT PRIMARY KEY NOT NULL,
      key TEXT NOT NULL UNIQUE CHECK (key GLOB 'pk_?*'),
      name TEXT NOT NULL CHECK (name <> ''),
      version INTEGER NOT NULL CHECK (version >= 1),
      enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
      origins TEXT NOT NULL CHECK (json_type(origins) = 'array'),
      settings TEXT NOT NULL CHECK (json_type(settings) = 'object'),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      last_chat_at INTEGER CHECK (last_chat_at >= 0)
    ) STRICT;

    CREATE TABLE signing_keys (
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      kid TEXT NOT NULL CHECK (kid <> ''),
      algorithm TEXT NOT NULL CHECK (algorithm IN ('HS256', 'EdDSA', 'ES256')),
      material TEXT NOT NULL CHECK (material <> ''),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      expires_at INTEGER CHECK (expires_at >= 0),
      PRIMARY KEY (project_id, kid)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE operator_keys (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL CHECK (json_type(scopes) = 'array'),
      hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      revoked_at INTEGER CHECK (revoked_at >= 0)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE users (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('known', 'visitor')),
      external_id TEXT,
      name TEXT,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (feed_seq >= 0),
      UNIQUE (project_id, external_id),
      CHECK ((kind = 'known') = (external_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sessions (
      id TEXT PRIMARY KEY NOT NULL,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      expires_at INTEGER NOT NULL CHECK (expires_at >= created_at),
      revoked_at INTEGER CHECK (revoked_at >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sessions_user ON sessions (user_id);
    CREATE INDEX sessions_project ON sessions (project_id);
    CREATE INDEX sessions_end ON sessions (expires_at);

    CREATE TRIGGER sessions_of_own_project BEFORE INSERT ON sessions
      WHEN (SELECT project_id FROM users WHERE id = NEW.user_id) IS NOT NEW.project_id
      BEGIN SELECT RAISE(ABORT, 'a session belongs to the project of its user'); END;
    CREATE TRIGGER feed_goes_forward BEFORE UPDATE OF feed_seq ON users WHEN NEW.feed_seq < OLD.feed_seq
      BEGIN SELECT RAISE(ABORT, 'a feed never goes back'); END;
  `,
  down: `
    DROP TABLE sessions;
    DROP TABLE users;
    DROP TABLE operator_keys;
    DROP TABLE signing_keys;
    DROP TABLE projects;
  `,
}
