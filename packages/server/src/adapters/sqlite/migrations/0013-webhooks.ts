import type { Migration } from './migration.ts'

/**
 * Webhooks and what is on its way to them (OP6). A delivery with a `next_at` may be sent from then on, if none of its
 * webhook and thread waits before it. An outbox row tells of the events from `first_seq` (none: just `seq`) to `seq`.
 */
export const webhooks: Migration = {
  number: 13,
  name: 'webhooks',
  up: `
    CREATE TABLE webhooks (
      id TEXT PRIMARY KEY NOT NULL,
      project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      version INTEGER NOT NULL CHECK (version >= 1),
      url TEXT NOT NULL CHECK (url <> ''),
      topics TEXT NOT NULL CHECK (json_type(topics) = 'array'),
      enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
      disabled_reason TEXT CHECK (disabled_reason IN ('gone', 'failing')),
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      since INTEGER NOT NULL CHECK (since >= 0),
      sealed TEXT NOT NULL CHECK (sealed <> ''),
      earlier_sealed TEXT CHECK (earlier_sealed <> ''),
      earlier_until INTEGER CHECK (earlier_until >= 0),
      failing_since INTEGER CHECK (failing_since >= 0),
      CHECK (enabled = 0 OR disabled_reason IS NULL),
      CHECK ((earlier_sealed IS NULL) = (earlier_until IS NULL))
    ) STRICT;
    CREATE INDEX webhooks_project ON webhooks (project_id, enabled);
    CREATE INDEX webhooks_open ON webhooks (id) WHERE enabled = 1;

    CREATE TABLE webhook_deliveries (
      id TEXT PRIMARY KEY NOT NULL,
      webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
      project_id TEXT NOT NULL,
      topic TEXT NOT NULL CHECK (topic <> ''),
      key TEXT NOT NULL CHECK (key <> ''),
      thread_id TEXT REFERENCES threads (id) ON DELETE CASCADE,
      user_id TEXT,
      seq INTEGER NOT NULL CHECK (seq >= 0),
      at INTEGER NOT NULL CHECK (at >= 0),
      data TEXT NOT NULL CHECK (json_type(data) = 'object'),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
      attempts INTEGER NOT NULL CHECK (attempts >= 0),
      next_at INTEGER CHECK (next_at >= 0),
      last_status INTEGER,
      last_error TEXT,
      created_at INTEGER NOT NULL CHECK (created_at >= 0),
      ended_at INTEGER CHECK (ended_at >= 0),
      UNIQUE (webhook_id, key),
      CHECK ((state = 'waiting') = (ended_at IS NULL)),
      CHECK (next_at IS NULL OR state = 'waiting')
    ) STRICT;
    CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX webhook_deliveries_next ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX webhook_deliveries_chain ON webhook_deliveries (webhook_id, thread_id, seq) WHERE state = 'waiting';
    CREATE INDEX webhook_deliveries_list ON webhook_deliveries (project_id, created_at, id);
    CREATE INDEX webhook_deliveries_state ON webhook_deliveries (project_id, state, created_at, id);
    CREATE INDEX webhook_deliveries_age ON webhook_deliveries (state, created_at);
    CREATE INDEX webhook_deliveries_end ON webhook_deliveries (state, ended_at) WHERE ended_at IS NOT NULL;
    CREATE INDEX webhook_deliveries_thread ON webhook_deliveries (thread_id) WHERE thread_id IS NOT NULL;
    CREATE INDEX webhook_deliveries_user ON webhook_deliveries (user_id) WHERE user_id IS NOT NULL;

    ALTER TABLE outbox ADD COLUMN first_seq INTEGER CHECK (first_seq BETWEEN 1 AND seq);
  `,
  down: `
    DELETE FROM outbox WHERE subscriber = 'webhooks';
    ALTER TABLE outbox DROP COLUMN first_seq;
    DROP TABLE webhook_deliveries;
    DROP TABLE webhooks;
  `,
}
