import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { findThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'

/** Keeps one user's opinion of one of a message's answers, or forgets it; the message itself stays as it is. */
export const giveFeedback = (
  context: WriteContext,
  verb: Parameters<MessageStore['giveFeedback']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { sql } = context
    const { messageId, userId, feedback, at } = verb
    const message = sql.get<{ thread_id: string; shown: number; versions: number; deleted_at: number | null }>(
      'SELECT thread_id, shown, versions, deleted_at FROM messages WHERE id = ?',
      messageId,
    )
    if (message === undefined) throw new CodedError('not_found')
    findThread(sql, message.thread_id)
    if (message.deleted_at !== null) throw new CodedError('deleted')
    const { number = message.shown } = verb
    if (!Number.isSafeInteger(number) || number < 1 || number > message.versions) throw new CodedError('state_conflict')
    const place = [messageId, userId, number] as const
    if (feedback === null) sql.run('DELETE FROM feedback WHERE message_id = ? AND user_id = ? AND number = ?', ...place)
    else
      sql.run(
        'INSERT OR REPLACE INTO feedback (message_id, user_id, number, rating, reason, at) VALUES (?, ?, ?, ?, ?, ?)',
        ...place,
        feedback.rating,
        feedback.reason,
        at,
      )
    return { value: { messageId, answerId: null, generationId: null, stopping: [] }, changes: [] }
  })
