import { fillSearch } from '../search/fill-search.ts'
import type { Migration } from './migration.ts'

/**
 * The search index (ST6). An entry holds the terms of one message or one title, each with its scope before it: so the
 * rows of one word of one person are one list of the index, and a common word of others costs nothing. A thread keeps
 * the scope that it began in; scopes follow the threads to another owner. Entries are only added by the verbs: whatever
 * changes or removes a text takes its entry away by a trigger, and `secure-delete` takes the words out of the index's
 * pages, which would keep them otherwise.
 */
export const search: Migration = {
  number: 6,
  name: 'search',
  up: `
    CREATE TABLE search_scopes (
      number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX search_scopes_user ON search_scopes (user_id);

    CREATE TABLE search_threads (
      number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
      thread_id TEXT NOT NULL UNIQUE REFERENCES threads (id) ON DELETE CASCADE,
      scope INTEGER NOT NULL REFERENCES search_scopes (number) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX search_threads_scope ON search_threads (scope);

    CREATE TABLE search_entries (
      number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
      message_id TEXT REFERENCES messages (id) ON DELETE CASCADE,
      thread_id TEXT REFERENCES threads (id) ON DELETE CASCADE,
      length INTEGER NOT NULL CHECK (length >= 1),
      repeated TEXT CHECK (repeated <> ''),
      terms TEXT NOT NULL CHECK (terms <> ''),
      CHECK ((message_id IS NULL) <> (thread_id IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX search_entries_message ON search_entries (message_id) WHERE message_id IS NOT NULL;
    CREATE UNIQUE INDEX search_entries_title ON search_entries (thread_id) WHERE thread_id IS NOT NULL;

    CREATE VIRTUAL TABLE search_index USING fts5 (
      terms, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '_-~'"
    );
    INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
    CREATE VIRTUAL TABLE search_words USING fts5vocab (search_index, instance);

    CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entries
      BEGIN INSERT INTO search_index (rowid, terms) VALUES (NEW.number, NEW.terms); END;
    CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entries
      BEGIN INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', OLD.number, OLD.terms); END;
    CREATE TRIGGER search_entry_stays BEFORE UPDATE ON search_entries
      BEGIN SELECT RAISE(ABORT, 'a search entry is made anew'); END;

    CREATE TRIGGER search_of_new_thread AFTER INSERT ON threads BEGIN
      INSERT INTO search_scopes (user_id)
        SELECT NEW.owner_id WHERE NOT EXISTS (SELECT 1 FROM search_scopes WHERE user_id = NEW.owner_id);
      INSERT INTO search_threads (thread_id, scope)
        SELECT NEW.id, max(number) FROM search_scopes WHERE user_id = NEW.owner_id;
    END;
    CREATE TRIGGER search_follows_owner AFTER UPDATE OF owner_id ON threads BEGIN
      UPDATE search_scopes SET user_id = NEW.owner_id
        WHERE number = (SELECT scope FROM search_threads WHERE thread_id = NEW.id);
    END;
    CREATE TRIGGER search_drops_title AFTER UPDATE OF title, deleted_at ON threads
      WHEN NEW.title IS NOT OLD.title OR NEW.deleted_at IS NOT NULL
      BEGIN DELETE FROM search_entries WHERE thread_id = NEW.id; END;
    CREATE TRIGGER search_drops_message AFTER UPDATE OF parts, shown, deleted_at ON messages
      WHEN NEW.parts IS NOT OLD.parts OR NEW.shown <> OLD.shown OR NEW.deleted_at IS NOT NULL
      BEGIN DELETE FROM search_entries WHERE message_id = NEW.id; END;
    CREATE TRIGGER search_drops_answer AFTER UPDATE OF parts ON answer_versions WHEN NEW.parts IS NOT OLD.parts
      BEGIN DELETE FROM search_entries WHERE message_id = NEW.message_id; END;

    CREATE INDEX members_guest ON members (user_id, activity_at) WHERE role <> 'owner';

    INSERT INTO search_scopes (user_id) SELECT DISTINCT owner_id FROM threads;
    INSERT INTO search_threads (thread_id, scope)
      SELECT t.id, s.number FROM threads t JOIN search_scopes s ON s.user_id = t.owner_id ORDER BY t.created_at, t.id;
  `,
  fill: fillSearch,
  down: `
    DROP INDEX members_guest;
    DROP TRIGGER search_drops_answer;
    DROP TRIGGER search_drops_message;
    DROP TRIGGER search_drops_title;
    DROP TRIGGER search_follows_owner;
    DROP TRIGGER search_of_new_thread;
    DROP TABLE search_entries;
    DROP TABLE search_words;
    DROP TABLE search_index;
    DROP TABLE search_threads;
    DROP TABLE search_scopes;
  `,
}
