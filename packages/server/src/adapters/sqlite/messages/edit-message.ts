import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planAnswerTurn } from '../../../ports/planned-turn.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { indexMessage } from '../search/search-entries.ts'
import { cutSummaries } from '../summaries/stale-summaries.ts'
import type { WriteContext } from '../write-context.ts'
import { expectMessageVersion, findMessage } from './find-message.ts'
import { insertTurn } from './insert-turn.ts'
import { keepEdit } from './keep-edit.ts'
import { partsOfText, textOf } from './message-row.ts'

interface Follower {
  readonly id: string
  readonly deleted_at: number | null
}

/** Another text for a person's message: the earlier is kept, what followed becomes history, and it is asked again (CV3). */
export const editMessage = (
  context: WriteContext,
  verb: Parameters<MessageStore['editMessage']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { sql } = context
    const { messageId, editId, userId, text, keep, answer } = verb
    const { message, thread } = findMessage(sql, messageId)
    expectMessageVersion(message, verb.version)
    if (message.role !== 'user' || message.superseded_by !== null) throw new CodedError('state_conflict')

    const followers = sql.all<Follower>(
      'SELECT id, deleted_at FROM messages WHERE thread_id = ? AND seq > ? AND superseded_by IS NULL ORDER BY seq',
      thread.id,
      message.seq,
    )
    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId, activity: true, notable: true })
    const stops = planStops(context, { thread: thread.id, afterSeq: message.seq })
    if (followers.length > 0)
      change.plan('messages.superseded', { messageId, messageIds: followers.map(({ id }) => id) })
    for (const { id, messageId } of stops.queued) change.plan('answer.ended', { messageId, generationId: id })
    cutSummaries(context, change, thread.id, message.seq)
    const turn = planAnswerTurn(change, answer)
    const gone = followers.filter(({ deleted_at }) => deleted_at === null).length
    const changes = change.write({ messages: turn.count - gone, reader: userId })

    const before = textOf(message.parts)
    writeAudit(context, {
      at: verb.at,
      projectId: thread.project_id,
      actor: userId,
      action: 'message.edited',
      threadId: thread.id,
      messageId,
      content: { ownerId: message.author_id, text: before },
    })
    keepEdit(sql, {
      id: editId,
      messageId,
      number: message.edits + 1,
      authorId: userId,
      at: change.at,
      before,
      after: text,
      keep,
    })
    sql.run(
      'UPDATE messages SET parts = ?, edits = edits + 1, edited_at = ?, version = version + 1 WHERE id = ?',
      partsOfText(text),
      change.at,
      messageId,
    )
    indexMessage(sql, { id: messageId, threadId: thread.id, text })
    sql.run(
      `UPDATE messages SET superseded_by = ?, version = version + 1
       WHERE thread_id = ? AND seq > ? AND seq <= ? AND superseded_by IS NULL`,
      messageId,
      thread.id,
      message.seq,
      thread.seq,
    )
    const stopping = stopGenerations(context, stops, change.at)
    insertTurn(context, turn, { threadId: thread.id, at: change.at, userId })
    return {
      value: { messageId, answerId: answer?.messageId ?? null, generationId: answer?.generationId ?? null, stopping },
      changes,
    }
  })
