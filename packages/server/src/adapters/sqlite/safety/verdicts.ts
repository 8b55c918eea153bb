import type { Verdict } from '@chat-view/protocol'
import type { StorePage } from '../../../ports/thread-store.ts'
import type { VerdictPlace, VerdictQuery } from '../../../ports/verdict-store.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'

interface VerdictRow {
  readonly id: string
  readonly project_id: string
  readonly thread_id: string
  readonly message_id: string
  readonly generation_id: string
  readonly direction: Verdict['direction']
  readonly action: Verdict['action']
  readonly rule: string
  readonly at: number
}

const toVerdict = (row: VerdictRow): Verdict => ({
  id: row.id,
  projectId: row.project_id,
  threadId: row.thread_id,
  messageId: row.message_id,
  generationId: row.generation_id,
  direction: row.direction,
  action: row.action,
  rule: row.rule,
  at: row.at,
})

/** One for each answer, direction and rule; a block over a flag. */
export const recordVerdicts = ({ sql }: WriteContext, threadId: string, verdicts: readonly Verdict[]): void => {
  for (const { id, projectId, messageId, generationId, direction, action, rule, at } of verdicts)
    sql.run(
      `INSERT INTO verdicts (id, project_id, thread_id, message_id, generation_id, direction, action, rule, at)
       SELECT ?, ?, t.id, ?, ?, ?, ?, ?, ? FROM threads t WHERE t.id = ? AND t.deleted_at IS NULL
       ON CONFLICT (generation_id, direction, rule) DO UPDATE SET action = 'block' WHERE excluded.action = 'block'`,
      id,
      projectId,
      messageId,
      generationId,
      direction,
      action,
      rule,
      at,
      threadId,
    )
}

const select = 'SELECT id, project_id, thread_id, message_id, generation_id, direction, action, rule, at FROM verdicts'
const between = 'project_id = ? AND (at, id) < (?, ?) AND (at, id) > (?, ?)'
const older = `${select} WHERE ${between} ORDER BY at DESC, id DESC LIMIT ?`
const newer = `${select} WHERE ${between} ORDER BY at, id LIMIT ?`

const future: VerdictPlace = { at: Number.MAX_SAFE_INTEGER, id: '' }
const past: VerdictPlace = { at: -1, id: '' }

/** Newest first. */
export const listVerdicts = (sql: Sql, query: VerdictQuery): StorePage<Verdict, VerdictPlace> => {
  const rows = (text: string, below: VerdictPlace, above: VerdictPlace, limit: number): VerdictRow[] =>
    sql.all<VerdictRow>(text, query.projectId, below.at, below.id, above.at, above.id, limit)
  const page = sql.snapshot(() =>
    pageOf<VerdictRow, VerdictPlace>(
      {
        newest: 'first',
        forward: (after, before, limit) => rows(older, after ?? future, before ?? past, limit),
        backward: (before, limit) => rows(newer, future, before ?? past, limit),
        place: ({ at, id }) => ({ at, id }),
      },
      query,
    ),
  )
  return { ...page, items: page.items.map(toVerdict) }
}
