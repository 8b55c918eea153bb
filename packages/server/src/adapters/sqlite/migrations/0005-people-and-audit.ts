import type { Migration } from './migration.ts'

/** Rows of `users` through a table of another form: so that names in triggers and foreign keys stay as they are. */
const rebuildUsers = (columns: string, rows: string, definition: string): string => `
    CREATE TABLE users_before AS SELECT ${rows} FROM users;
    DROP TABLE users;
    ${definition}
    INSERT INTO users (${columns}) SELECT ${columns} FROM users_before;
    DROP TABLE users_before;
    CREATE TRIGGER feed_goes_forward BEFORE UPDATE OF feed_seq ON users WHEN NEW.feed_seq < OLD.feed_seq
      BEGIN SELECT RAISE(ABORT, 'a feed never goes back'); END;`

const formerColumns = 'id, project_id, kind, external_id, name, created_at, feed_seq'

/**
 * Invitations into threads, what became of users who merged or were erased, and the audit trail: rows that are only
 * added to, the seals over them, and the keys without which nobody in it can be told (CV4, CV10, SE2, ST8).
 */
export const peopleAndAudit: Migration = {
  number: 5,
  name: 'people and audit',
  up: `
    ${rebuildUsers(
      formerColumns,
      formerColumns,
      `CREATE TABLE users (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('known', 'visitor')),
      external_id TEXT,
      name TEXT,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (feed_seq >= 0),
      merged_into TEXT REFERENCES users (id) ON DELETE CASCADE CHECK (merged_into <> id),
      erased_at INTEGER CHECK (erased_at >= 0),
      UNIQUE (project_id, external_id),
      CHECK ((kind = 'known' AND erased_at IS NULL) = (external_id IS NOT NULL)),
      CHECK (merged_into IS NULL OR kind = 'visitor'),
      CHECK (erased_at IS NULL OR name IS NULL)
    ) STRICT, WITHOUT ROWID;`,
    )}
    CREATE INDEX users_merged ON users (merged_into) WHERE merged_into IS NOT NULL;
    CREATE TRIGGER merged_in_own_project BEFORE UPDATE OF merged_into ON users
      WHEN NEW.merged_into IS NOT NULL
        AND (SELECT project_id FROM users WHERE id = NEW.merged_into AND kind = 'known') IS NOT NEW.project_id
      BEGIN SELECT RAISE(ABORT, 'a visitor becomes a known user of the project'); END;
    CREATE TRIGGER merged_once BEFORE UPDATE OF merged_into ON users
      WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
      BEGIN SELECT RAISE(ABORT, 'a visitor becomes one user, once'); END;
    CREATE TRIGGER owner_of_own_project BEFORE UPDATE OF owner_id ON threads
      WHEN (SELECT project_id FROM users WHERE id = NEW.owner_id) IS NOT NEW.project_id
      BEGIN SELECT RAISE(ABORT, 'a thread belongs to the project of its owner'); END;
    CREATE TRIGGER member_stays BEFORE UPDATE OF thread_id, user_id ON members
      BEGIN SELECT RAISE(ABORT, 'a member is who they are'); END;

    ALTER TABLE threads ADD COLUMN purged_seq INTEGER NOT NULL DEFAULT 0 CHECK (purged_seq BETWEEN 0 AND seq);
    UPDATE projects SET settings = json_insert(settings, '$.retentionDays', NULL, '$.editsKept', NULL);

    CREATE TABLE invites (
      id TEXT PRIMARY KEY NOT NULL,
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('collaborator', 'viewer')),
      created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      expires_at INTEGER NOT NULL CHECK (expires_at >= 0),
      revoked_at INTEGER CHECK (revoked_at >= 0),
      uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
      max_uses INTEGER CHECK (max_uses >= 1),
      CHECK (max_uses IS NULL OR uses <= max_uses)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX invites_thread ON invites (thread_id, created_at, id);
    CREATE INDEX invites_creator ON invites (created_by);
    CREATE INDEX invites_end ON invites (expires_at);
    CREATE INDEX invites_revoked ON invites (revoked_at) WHERE revoked_at IS NOT NULL;

    CREATE TABLE invite_uses (
      invite_id TEXT NOT NULL REFERENCES invites (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      PRIMARY KEY (invite_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX invite_uses_user ON invite_uses (user_id);

    CREATE TRIGGER invite_of_own_project BEFORE INSERT ON invites
      WHEN (SELECT project_id FROM users WHERE id = NEW.created_by)
        IS NOT (SELECT project_id FROM threads WHERE id = NEW.thread_id)
      BEGIN SELECT RAISE(ABORT, 'an invitation is made in the project of its thread'); END;
    CREATE TRIGGER invite_stays BEFORE UPDATE OF id, thread_id, role ON invites
      BEGIN SELECT RAISE(ABORT, 'an invitation stays what it is'); END;
    CREATE TRIGGER guest_of_own_project BEFORE INSERT ON invite_uses
      WHEN (SELECT project_id FROM users WHERE id = NEW.user_id) IS NOT
        (SELECT t.project_id FROM invites i JOIN threads t ON t.id = i.thread_id WHERE i.id = NEW.invite_id)
      BEGIN SELECT RAISE(ABORT, 'a guest is of the project of the thread'); END;

    CREATE TABLE audit_keys (
      user_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      pseudonym TEXT NOT NULL UNIQUE CHECK (pseudonym <> ''),
      key TEXT NOT NULL CHECK (length(key) = 43)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit (
      id TEXT PRIMARY KEY NOT NULL,
      at INTEGER NOT NULL CHECK (at >= 0),
      project_id TEXT,
      actor TEXT NOT NULL CHECK (actor <> ''),
      action TEXT NOT NULL CHECK (action IN
        ('message.edited', 'message.deleted', 'thread.deleted', 'thread.expired', 'participant.added',
         'participant.changed', 'participant.removed', 'invite.created', 'invite.revoked', 'visitor.claimed',
         'user.erased', 'project.created', 'project.changed', 'key.added', 'key.ended', 'operator.added',
         'operator.revoked', 'tool.allowed', 'tool.declined')),
      thread_id TEXT,
      message_id TEXT,
      subject TEXT CHECK (subject <> ''),
      content_hash TEXT CHECK (length(content_hash) = 43),
      seal INTEGER CHECK (seal >= 1)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX audit_at ON audit (at, id);
    CREATE INDEX audit_project ON audit (project_id, at, id);
    CREATE INDEX audit_unsealed ON audit (at, id) WHERE seal IS NULL;
    CREATE INDEX audit_sealed ON audit (seal, id) WHERE seal IS NOT NULL;

    CREATE TABLE audit_seals (
      number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
      from_at INTEGER NOT NULL CHECK (from_at >= 0),
      to_at INTEGER NOT NULL CHECK (to_at >= from_at),
      count INTEGER NOT NULL CHECK (count >= 1),
      previous TEXT,
      hash TEXT NOT NULL CHECK (hash <> ''),
      signature TEXT NOT NULL CHECK (signature <> ''),
      at INTEGER NOT NULL CHECK (at >= 0),
      CHECK ((number = 1) = (previous IS NULL))
    ) STRICT;

    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
      WHEN OLD.seal IS NOT NULL OR NOT EXISTS (SELECT 1 FROM audit_seals WHERE number = NEW.seal)
        OR (NEW.id, NEW.at, NEW.actor, NEW.action) IS NOT (OLD.id, OLD.at, OLD.actor, OLD.action)
        OR (NEW.project_id, NEW.thread_id, NEW.message_id, NEW.subject, NEW.content_hash)
          IS NOT (OLD.project_id, OLD.thread_id, OLD.message_id, OLD.subject, OLD.content_hash)
      BEGIN SELECT RAISE(ABORT, 'the audit trail does not change'); END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit trail is kept'); END;
    CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
      BEGIN SELECT RAISE(IGNORE); END;
    CREATE TRIGGER seal_stays BEFORE UPDATE ON audit_seals
      BEGIN SELECT RAISE(ABORT, 'a seal does not change'); END;
    CREATE TRIGGER seal_is_kept BEFORE DELETE ON audit_seals
      BEGIN SELECT RAISE(ABORT, 'a seal is kept'); END;
    CREATE TRIGGER seal_is_not_replaced BEFORE INSERT ON audit_seals
      WHEN EXISTS (SELECT 1 FROM audit_seals WHERE number = NEW.number)
      BEGIN SELECT RAISE(IGNORE); END;
  `,
  down: `
    DROP TABLE audit_seals;
    DROP TABLE audit;
    DROP TABLE audit_keys;
    DROP TABLE invite_uses;
    DROP TABLE invites;
    UPDATE projects SET settings = json_remove(settings, '$.retentionDays', '$.editsKept');
    ALTER TABLE threads DROP COLUMN purged_seq;
    DROP TRIGGER member_stays;
    DROP TRIGGER owner_of_own_project;
    ${rebuildUsers(
      formerColumns,
      // The former schema has no erased users: one that waits for its last slice keeps a name that no host gives.
      `id, project_id, kind, CASE WHEN kind = 'known' THEN coalesce(external_id, 'erased ' || id) END AS external_id, name,
       created_at, feed_seq`,
      `CREATE TABLE users (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('known', 'visitor')),
      external_id TEXT,
      name TEXT,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (feed_seq >= 0),
      UNIQUE (project_id, external_id),
      CHECK ((kind = 'known') = (external_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;`,
    )}
  `,
}
