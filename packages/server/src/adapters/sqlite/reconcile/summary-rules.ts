import { markThread } from '../summaries/mark-thread.ts'
import { dangling, type Inspection, type KeyValue, type Mend, orphan } from './rule.ts'

const inLiving = 'EXISTS (SELECT 1 FROM threads t WHERE t.id = r.thread_id AND t.deleted_at IS NULL)'
const project = '(SELECT t.project_id FROM threads t WHERE t.id = r.thread_id)'
const projectOfAuthor = '(SELECT u.project_id FROM users u WHERE u.id = r.author_id)'
const counted = `max(1, (SELECT count(*) FROM messages m WHERE m.thread_id = r.thread_id
  AND m.seq BETWEEN r.from_seq AND r.to_seq AND m.deleted_at IS NULL AND m.superseded_by IS NULL))`

/** It stands for other messages than there are: it is not used until it was written anew. */
const makeStale: Mend = (sql, [id = '']: readonly KeyValue[], at) => {
  sql.run('UPDATE summaries SET stale = 1, version = version + 1 WHERE id = ?', id)
  const thread = sql.get<{ thread_id: string }>('SELECT thread_id FROM summaries WHERE id = ?', id)
  if (thread !== undefined) markThread({ sql }, thread.thread_id, at)
}

/** Summaries: of a thread, by somebody of its project, each of a window of its own (AI4). */
export const summaryRules: readonly Inspection[] = [
  {
    table: 'summaries',
    of: 'summary',
    key: ['id'],
    rules: [
      orphan('thread_id', 'threads'),
      dangling('author_id', 'authorId', 'users'),
      {
        kind: 'foreign_project',
        field: 'authorId',
        when: `r.author_id IS NOT NULL AND ${projectOfAuthor} <> ${project}`,
        found: 'r.author_id',
        repair: { set: { author_id: 'NULL' } },
      },
      {
        kind: 'summary',
        field: 'fromSeq',
        when: `EXISTS (SELECT 1 FROM summaries s WHERE s.thread_id = r.thread_id AND s.from_seq <= r.to_seq
          AND s.to_seq >= r.from_seq AND (s.created_at, s.id) < (r.created_at, r.id))`,
        found: 'r.from_seq',
        repair: 'remove',
      },
      {
        kind: 'summary',
        field: 'messages',
        when: `r.stale = 0 AND ${inLiving} AND r.messages <> ${counted}`,
        found: 'r.messages',
        expected: counted,
        repair: { mend: makeStale },
      },
    ],
  },
]
