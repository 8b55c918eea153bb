import type { Migration } from './migration.ts'

/** A feed remembers up to where tombstones went out of it. What went before this step is not known: it may be all (RT3). */
export const purgedFeeds: Migration = {
  number: 15,
  name: 'purged-feeds',
  up: `
    ALTER TABLE users ADD COLUMN purged_feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (purged_feed_seq >= 0);
    UPDATE users SET purged_feed_seq = feed_seq WHERE feed_seq > 0;
  `,
  down: 'ALTER TABLE users DROP COLUMN purged_feed_seq;',
}
