import type { Commit } from '../../../ports/commit.ts'
import type { GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { toGenerationRecord } from './generation-row.ts'
import { findGeneration, threadOfRun } from './request-stop.ts'

/** Is this run's answer shown, done, and the last word of its thread? Then nothing has been suggested under it yet. */
const mayFollow = `SELECT 1 FROM generations g
  JOIN messages m ON m.id = g.message_id AND m.shown = g.version AND m.deleted_at IS NULL AND m.superseded_by IS NULL
  WHERE g.id = ? AND g.state = 'done' AND g.suggestions = '[]'
    AND NOT EXISTS (SELECT 1 FROM messages n WHERE n.thread_id = g.thread_id AND n.seq > m.seq AND n.superseded_by IS NULL)`

/** What could be asked next, under the last answer of a thread; again, or too late, it changes nothing. */
export const suggest = (
  context: WriteContext,
  { id, suggestions, at }: Parameters<GenerationStore['suggest']>[0],
): Commit<{ generation: GenerationRecord }> => {
  const { sql } = context
  const row = findGeneration(context, id)
  const thread = threadOfRun(context, row)
  const open = thread.deleted_at === null && thread.archived_at === null
  if (!open || sql.get(mayFollow, id) === undefined)
    return { value: { generation: toGenerationRecord(row) }, changes: [], replayed: true }
  const change = new ThreadChange(context, thread, at, null)
  sql.run('UPDATE generations SET suggestions = ? WHERE id = ?', JSON.stringify(suggestions), id)
  sql.run('UPDATE messages SET version = version + 1 WHERE id = ?', row.message_id)
  change.plan('message.updated', { messageId: row.message_id })
  return { value: { generation: toGenerationRecord(row) }, changes: change.write(), replayed: false }
}
