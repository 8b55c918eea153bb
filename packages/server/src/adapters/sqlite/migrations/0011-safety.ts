import type { Migration } from './migration.ts'

/** What the content filter decided, what stands for masked words, and projects’ own provider keys. */
export const safety: Migration = {
  number: 11,
  name: 'safety',
  up: `
    CREATE TABLE verdicts (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      message_id TEXT NOT NULL,
      generation_id TEXT NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
      action TEXT NOT NULL CHECK (action IN ('flag', 'block')),
      rule TEXT NOT NULL CHECK (rule <> ''),
      at INTEGER NOT NULL CHECK (at >= 0),
      UNIQUE (generation_id, direction, rule)
    ) STRICT;
    CREATE INDEX verdicts_project ON verdicts (project_id, at, id);
    CREATE INDEX verdicts_thread ON verdicts (thread_id);

    CREATE TABLE masks (
      thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
      placeholder TEXT NOT NULL CHECK (placeholder <> ''),
      sealed TEXT NOT NULL CHECK (sealed <> ''),
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (thread_id, placeholder)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX masks_age ON masks (thread_id, at, placeholder);

    CREATE TABLE provider_keys (
      project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      id TEXT NOT NULL UNIQUE CHECK (id <> ''),
      sealed TEXT NOT NULL CHECK (sealed <> ''),
      set_at INTEGER NOT NULL CHECK (set_at >= 0)
    ) STRICT;
  `,
  down: `
    DROP TABLE provider_keys;
    DROP TABLE masks;
    DROP TABLE verdicts;
  `,
}
