import { type Inspection, orphan } from './rule.ts'

/** Webhooks and what is on its way to them; news of a project names no thread. */
export const webhookRules: readonly Inspection[] = [
  { table: 'webhooks', of: 'webhook', key: ['id'], rules: [orphan('project_id', 'projects')] },
  {
    table: 'webhook_deliveries',
    of: 'webhook_delivery',
    key: ['id'],
    rules: [
      orphan('webhook_id', 'webhooks'),
      {
        kind: 'orphan',
        field: null,
        when: 'r.thread_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.id = r.thread_id)',
        found: 'r.thread_id',
        repair: 'remove',
      },
    ],
  },
]
