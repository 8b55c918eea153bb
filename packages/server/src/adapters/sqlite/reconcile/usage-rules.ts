import { dangling, type Inspection, orphan } from './rule.ts'

/** Calls of providers and counters of limits, with those whose they are. */
export const usageRules: readonly Inspection[] = [
  {
    table: 'calls',
    of: 'call',
    key: ['id'],
    rules: [
      orphan('project_id', 'projects'),
      dangling('thread_id', 'threadId', 'threads'),
      dangling('user_id', 'userId', 'users'),
    ],
  },
  {
    table: 'quota_counters',
    of: 'quota',
    key: ['number'],
    rules: [
      orphan('project_id', 'projects'),
      {
        kind: 'orphan',
        field: null,
        when: 'r.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = r.user_id)',
        found: 'r.user_id',
        repair: 'remove',
      },
    ],
  },
]
