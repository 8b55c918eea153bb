import { hashText } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commit } from '../../../ports/commit.ts'
import type { GenerationEnding, GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { type GenerationRow, toGenerationRecord } from './generation-row.ts'
import { findGeneration, threadOfRun } from './request-stop.ts'

type Finish = Parameters<GenerationStore['finishGeneration']>[0]

interface Host {
  readonly deleted_at: number | null
  readonly superseded_by: string | null
}

/** A wish to stop that was acknowledged makes the end a stop, unless the filter or the provider's limits said otherwise. */
const honourStop = (row: GenerationRow, ending: GenerationEnding): GenerationEnding =>
  row.stop_requested === 1 && ending.state !== 'blocked' && ending.state !== 'stopped'
    ? { ...ending, state: 'stopped', reason: 'user' }
    : ending

const closeRow = ({ sql }: WriteContext, id: string, ending: GenerationEnding, at: number): number => {
  const { state, reason, usage, length, hash } = ending
  const tokens = (usage?.input ?? 0) + (usage?.output ?? 0)
  sql.run(
    `UPDATE generations SET state = ?, ended_at = ?, reason = ?, length = ?, hash = ?, usage = ?, tokens = ?
     WHERE id = ?`,
    state,
    at,
    reason,
    length,
    hash,
    usage === null ? null : JSON.stringify(usage),
    tokens,
    id,
  )
  return tokens
}

/** What a thread that is gone still counts. Its tombstone stays its last event. */
const countTokens = ({ sql }: WriteContext, threadId: string, tokens: number): readonly Change[] => {
  sql.run('UPDATE threads SET total_tokens = total_tokens + ? WHERE id = ?', tokens, threadId)
  return []
}

/** The end of a run: row, parts, counters and event together; the second time it changes nothing. */
export const finishGeneration = (
  context: WriteContext,
  { id, term, at, ending, parts }: Finish,
): Commit<{ generation: GenerationRecord }> => {
  const { sql } = context
  const row = findGeneration(context, id)
  if (row.term !== term) throw new CodedError('conflict', { current: { term: row.term } })
  if (row.ended_at !== null) return { value: { generation: toGenerationRecord(row) }, changes: [], replayed: true }

  const thread = threadOfRun(context, row)
  const host = sql.get<Host>('SELECT deleted_at, superseded_by FROM messages WHERE id = ?', row.message_id)
  const threadGone = thread.deleted_at !== null
  const dropped = threadGone || host === undefined || host.deleted_at !== null
  const change = new ThreadChange(context, thread, at, null)
  const told = dropped ? { ...ending, length: 0, hash: hashText('') } : ending
  const tokens = closeRow(context, id, honourStop(row, told), change.at)
  if (!dropped)
    sql.run(
      'UPDATE answer_versions SET parts = ? WHERE message_id = ? AND number = ?',
      JSON.stringify(parts),
      row.message_id,
      row.version,
    )
  sql.run('UPDATE messages SET version = version + 1 WHERE id = ?', row.message_id)

  const seen = !dropped && host.superseded_by === null
  const subject = { messageId: row.message_id, generationId: id }
  if (!threadGone) change.plan('answer.ended', seen ? { ...subject, activity: true, notable: true } : subject)
  const changes = threadGone ? countTokens(context, row.thread_id, tokens) : change.write({ tokens })
  return { value: { generation: toGenerationRecord(findGeneration(context, id)) }, changes, replayed: false }
}
