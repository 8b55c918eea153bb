import { isTakenFrom } from '../../../ports/taken-title.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { emptyMessage } from '../messages/empty-message.ts'
import { textOf } from '../messages/message-row.ts'
import { dropSummaries } from '../summaries/stale-summaries.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

interface WrittenRow {
  readonly id: string
  readonly thread_id: string
  readonly seq: number
  readonly parts: string
  readonly deleted_at: number | null
  readonly superseded_by: string | null
}

const emptyWritten = (run: ErasureRun, message: WrittenRow): void => {
  const { context, projectId, at } = run
  const { sql } = context
  const thread = sql.get<ThreadRow>(threadById, message.thread_id)
  if (thread === undefined) return
  if (message.deleted_at === null) run.counts.messages++
  if (thread.deleted_at !== null) {
    if (message.deleted_at === null) emptyMessage(context, message.id, at)
    return
  }

  const change = new ThreadChange(context, thread, at, null)
  dropSummaries(context, change, thread.id, message.seq)
  if (message.deleted_at !== null) {
    run.changes.push(...change.write())
    return
  }
  change.plan('message.updated', { messageId: message.id })
  const titled = thread.title !== null && isTakenFrom(thread.title, textOf(message.parts))
  if (titled) change.plan('thread.updated')
  run.changes.push(...change.write({ messages: message.superseded_by === null ? -1 : 0 }))
  if (titled) sql.run('UPDATE threads SET title = NULL, version = version + 1 WHERE id = ?', thread.id)
  emptyMessage(context, message.id, change.at)
  const place = { threadId: thread.id, messageId: message.id }
  writeAudit(context, { at, projectId, actor: 'server', action: 'message.deleted', ...place })
}

/** Messages in others' threads: emptied, and by nobody. Owned threads are empty by now. */
export const emptyWrittenMessages: ErasurePhase = (run, limit) => {
  const { sql } = run.context
  const written = sql.all<WrittenRow>(
    'SELECT id, thread_id, seq, parts, deleted_at, superseded_by FROM messages WHERE author_id = ? LIMIT ?',
    run.userId,
    limit,
  )
  for (const message of written) {
    emptyWritten(run, message)
    sql.run('UPDATE messages SET author_id = NULL, command_id = NULL WHERE id = ?', message.id)
  }
  return written.length
}
