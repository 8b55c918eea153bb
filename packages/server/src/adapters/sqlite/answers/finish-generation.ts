import { hashText } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commit } from '../../../ports/commit.ts'
import { contextUseOf } from '../../../ports/context-use-of.ts'
import type { GenerationEnding, GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { searchableText } from '../../../ports/searchable-text.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { indexMessage } from '../search/search-entries.ts'
import { markThread } from '../summaries/mark-thread.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import { recordCalls } from '../usage/record-calls.ts'
import type { WriteContext } from '../write-context.ts'
import { type GenerationRow, toGenerationRecord } from './generation-row.ts'
import { findGeneration, threadOfRun } from './request-stop.ts'

type Finish = Parameters<GenerationStore['finishGeneration']>[0]

interface Host {
  readonly deleted_at: number | null
  readonly superseded_by: string | null
  readonly shown: number
  readonly seq: number
}

/** A wish to stop that was acknowledged makes the end a stop, unless the filter or the provider's limits said otherwise. */
const honourStop = (row: GenerationRow, ending: GenerationEnding): GenerationEnding =>
  row.stop_requested === 1 && ending.state !== 'blocked' && ending.state !== 'stopped'
    ? { ...ending, state: 'stopped', reason: 'user' }
    : ending

const closeRow = (
  { sql }: WriteContext,
  { id, context = null }: Pick<Finish, 'id' | 'context'>,
  ending: GenerationEnding,
  at: number,
): number => {
  const { state, reason, usage, length, hash, model } = ending
  const tokens = (usage?.input ?? 0) + (usage?.output ?? 0)
  sql.run(
    `UPDATE generations SET state = ?, ended_at = ?, reason = ?, length = ?, hash = ?, usage = ?, tokens = ?,
       model = coalesce(?, model), context = ?, context_record = ?
     WHERE id = ?`,
    state,
    at,
    reason,
    length,
    hash,
    usage === null ? null : JSON.stringify(usage),
    tokens,
    model ?? null,
    context === null ? null : JSON.stringify(contextUseOf(context)),
    context === null ? null : JSON.stringify(context),
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
export const finishGeneration = (context: WriteContext, verb: Finish): Commit<{ generation: GenerationRecord }> => {
  const { sql } = context
  const { id, term, at, ending, parts, calls = [] } = verb
  const row = findGeneration(context, id)
  if (row.term !== term) throw new CodedError('conflict', { current: { term: row.term } })
  if (row.ended_at !== null) return { value: { generation: toGenerationRecord(row) }, changes: [], replayed: true }

  const thread = threadOfRun(context, row)
  const host = sql.get<Host>('SELECT deleted_at, superseded_by, shown, seq FROM messages WHERE id = ?', row.message_id)
  const threadGone = thread.deleted_at !== null
  const dropped = threadGone || host === undefined || host.deleted_at !== null
  const change = new ThreadChange(context, thread, at, null)
  const told = dropped ? { ...ending, length: 0, hash: hashText('') } : ending
  const tokens = closeRow(context, verb, honourStop(row, told), change.at)
  recordCalls(context, calls)
  sql.run('DELETE FROM tool_calls WHERE generation_id = ?', id)
  if (!dropped)
    sql.run(
      'UPDATE answer_versions SET parts = ? WHERE message_id = ? AND number = ?',
      JSON.stringify(parts),
      row.message_id,
      row.version,
    )
  sql.run('UPDATE messages SET version = version + 1 WHERE id = ?', row.message_id)

  const seen = !dropped && host.superseded_by === null
  if (seen && host.shown === row.version) {
    indexMessage(sql, { id: row.message_id, threadId: row.thread_id, text: searchableText(parts) })
    // A first answer was open until now, and so in no window.
    if (row.version > 1 || row.continues === 1) touchSummaries(context, change, row.thread_id, host.seq)
  }
  const subject = { messageId: row.message_id, generationId: id }
  if (!threadGone) change.plan('answer.ended', seen ? { ...subject, activity: true, notable: true } : subject)
  if (verb.summarise === true && !threadGone) markThread(context, row.thread_id, change.at)
  const changes = threadGone ? countTokens(context, row.thread_id, tokens) : change.write({ tokens })
  return { value: { generation: toGenerationRecord(findGeneration(context, id)) }, changes, replayed: false }
}
