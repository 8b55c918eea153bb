import type { Migration } from './migration.ts'

/** Calls that wait for a person's decision, or for the result of a page, while their answer runs (AI10). */
export const toolCalls: Migration = {
  number: 12,
  name: 'tool-calls',
  up: `
    CREATE TABLE tool_calls (
      generation_id TEXT NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
      call TEXT NOT NULL CHECK (call <> ''),
      approval INTEGER NOT NULL CHECK (approval IN (0, 1)),
      page INTEGER NOT NULL CHECK (page IN (0, 1)),
      approved INTEGER CHECK (approved IN (0, 1)),
      result TEXT,
      failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (generation_id, call),
      CHECK (approval = 1 OR page = 1),
      CHECK (approved IS NULL OR approval = 1),
      CHECK (result IS NULL OR (page = 1 AND (approval = 0 OR approved = 1))),
      CHECK (failed = 0 OR result IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
  `,
  down: 'DROP TABLE tool_calls;',
}
