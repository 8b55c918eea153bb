import { hashText } from '@chat-view/protocol/codes'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { expectMessageVersion, findMessage } from './find-message.ts'

/** Empties a message with its edits, answers and what was said of it; its place stays. */
export const deleteMessage = (
  context: WriteContext,
  verb: Parameters<MessageStore['deleteMessage']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { sql } = context
    const { messageId, userId } = verb
    const { message, thread } = findMessage(sql, messageId)
    expectMessageVersion(message, verb.version)

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId })
    const stops = planStops(context, { message: messageId })
    for (const { id } of stops.queued) change.plan('answer.ended', { messageId, generationId: id })
    const changes = change.write({ messages: message.superseded_by === null ? -1 : 0 })

    sql.run(
      `UPDATE messages SET parts = '[]', edits = 0, edited_at = NULL, deleted_at = ?, version = version + 1 WHERE id = ?`,
      change.at,
      messageId,
    )
    sql.run('DELETE FROM edits WHERE message_id = ?', messageId)
    sql.run('DELETE FROM feedback WHERE message_id = ?', messageId)
    sql.run("UPDATE answer_versions SET parts = '[]' WHERE message_id = ?", messageId)
    const stopping = stopGenerations(context, stops, change.at)
    // Length and hash tell of a text as well, and readers compare them with the empty one.
    sql.run(
      'UPDATE generations SET length = 0, hash = ? WHERE message_id = ? AND ended_at IS NOT NULL',
      hashText(''),
      messageId,
    )
    return { value: { messageId, answerId: null, generationId: null, stopping }, changes }
  })
