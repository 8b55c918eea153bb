import type { Migration } from './migration.ts'

/** Opinions through a table of another key, which only a new one can have. */
const rebuildFeedback = (columns: string, rows: string, more: string, key: string): string => `
    CREATE TABLE feedback_before AS SELECT ${columns} FROM feedback f JOIN messages m ON m.id = f.message_id WHERE ${rows};
    DROP TABLE feedback;
    CREATE TABLE feedback (
      message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      ${more}rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
      reason TEXT,
      at INTEGER NOT NULL CHECK (at >= 0),
      PRIMARY KEY (${key})
    ) STRICT, WITHOUT ROWID;
    INSERT INTO feedback SELECT * FROM feedback_before;
    DROP TABLE feedback_before;
    CREATE INDEX feedback_user ON feedback (user_id);`

const number = `number INTEGER NOT NULL DEFAULT 1 CHECK (number >= 1),
      `
const opinion = 'f.rating, f.reason, f.at'

/** An opinion is of one of the answers that a message holds (CV2, CV3): what was said before, of the one that is shown. */
export const ratedVersions: Migration = {
  number: 16,
  name: 'rated-versions',
  up: rebuildFeedback(`f.message_id, f.user_id, m.shown, ${opinion}`, 'true', number, 'message_id, user_id, number'),
  down: rebuildFeedback(`f.message_id, f.user_id, ${opinion}`, 'f.number = m.shown', '', 'message_id, user_id'),
}
