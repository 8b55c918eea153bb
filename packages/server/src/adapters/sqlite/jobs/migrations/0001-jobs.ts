import type { Migration } from '../../migrations/migration.ts'

/**
 * Jobs as Agenda keeps them. Times are milliseconds since the Unix epoch. A row with `locked_at` is somebody's, named by
 * `last_modified_by`. Ids are never given twice: a worker that wakes late must not meet another job under its own.
 */
export const jobs: Migration = {
  number: 1,
  name: 'jobs',
  up: `
    CREATE TABLE jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL CHECK (name <> ''),
      type TEXT NOT NULL CHECK (type IN ('normal', 'single')),
      priority REAL NOT NULL,
      data TEXT NOT NULL CHECK (json_valid(data)),
      next_run_at INTEGER,
      locked_at INTEGER,
      last_run_at INTEGER,
      last_finished_at INTEGER,
      failed_at INTEGER,
      fail_count INTEGER CHECK (fail_count >= 0),
      fail_reason TEXT,
      progress REAL,
      disabled INTEGER CHECK (disabled IN (0, 1)),
      fork INTEGER CHECK (fork IN (0, 1)),
      repeat_interval TEXT CHECK (json_valid(repeat_interval)),
      repeat_timezone TEXT,
      repeat_at TEXT,
      start_date INTEGER,
      end_date INTEGER,
      skip_days TEXT CHECK (json_type(skip_days) = 'array'),
      debounce_started_at INTEGER,
      last_modified_by TEXT
    ) STRICT;
    CREATE UNIQUE INDEX jobs_single ON jobs (name) WHERE type = 'single';
    CREATE INDEX jobs_due ON jobs (name, next_run_at, priority DESC) WHERE locked_at IS NULL;
    CREATE INDEX jobs_locked ON jobs (name, locked_at) WHERE locked_at IS NOT NULL;
    CREATE INDEX jobs_key ON jobs (name, json_extract(data, '$.key'));
    CREATE INDEX jobs_next ON jobs (next_run_at);
  `,
  down: 'DROP TABLE jobs;',
}
