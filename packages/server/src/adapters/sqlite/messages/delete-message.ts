import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { forgetInSummaries } from '../summaries/stale-summaries.ts'
import type { WriteContext } from '../write-context.ts'
import { emptyMessage } from './empty-message.ts'
import { expectMessageVersion, findMessage } from './find-message.ts'
import { textOf } from './message-row.ts'

/** Empties a message with its edits, answers and what was said of it; its place stays. */
export const deleteMessage = (
  context: WriteContext,
  verb: Parameters<MessageStore['deleteMessage']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { messageId, userId } = verb
    const { message, thread } = findMessage(context.sql, messageId)
    expectMessageVersion(message, verb.version)

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId })
    const titled = thread.title !== null && thread.title === verb.titled
    if (titled) change.plan('thread.updated')
    const stops = planStops(context, { message: messageId })
    for (const { id } of stops.queued) change.plan('answer.ended', { messageId, generationId: id })
    forgetInSummaries(context, change, thread.id, message.seq)
    const changes = change.write({ messages: message.superseded_by === null ? -1 : 0 })
    if (titled) context.sql.run('UPDATE threads SET title = NULL, version = version + 1 WHERE id = ?', thread.id)
    const ownerId = message.role === 'assistant' ? thread.owner_id : message.author_id
    writeAudit(context, {
      at: verb.at,
      projectId: thread.project_id,
      actor: userId,
      action: 'message.deleted',
      threadId: thread.id,
      messageId,
      content: { ownerId, text: textOf(message.parts) },
    })
    const stopping = stopGenerations(context, stops, change.at)
    emptyMessage(context, messageId, change.at)
    return { value: { messageId, answerId: null, generationId: null, stopping }, changes }
  })
