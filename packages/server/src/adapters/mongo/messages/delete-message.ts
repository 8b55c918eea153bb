import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetTitle } from '../search/index-message.ts'
import { forgetInSummaries } from '../summaries/stale-summaries.ts'
import { emptyMessage } from './empty-message.ts'
import { expectMessageVersion, findMessage } from './find-message.ts'
import { textOf } from './message-row.ts'
import { shownAnswers } from './shown-answers.ts'

/** Empties a message with its edits, answers and what was said of it; its place stays. */
export const deleteMessage = (
  context: MongoContext,
  verb: Parameters<MessageStore['deleteMessage']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messageId, userId } = verb
    const { message, thread } = await findMessage(context, messageId)
    await expectMessageVersion(context, message, verb.version)

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId })
    const titled = thread.title !== null && thread.title === verb.titled
    if (titled) change.plan('thread.updated')
    const stops = await planStops(context, { message: messageId })
    for (const { _id } of stops.queued) change.plan('answer.ended', { messageId, generationId: _id })
    await forgetInSummaries(context, change, thread._id, message.seq)
    if (titled) await forgetTitle(context, thread._id)
    const changes = await change.write({
      messages: message.supersededBy === null ? -1 : 0,
      ...(titled ? { set: { title: null }, versioned: true } : {}),
    })
    const { parts } = (await shownAnswers(context, [message])).get(messageId) ?? message
    const ownerId = message.role === 'assistant' ? thread.ownerId : message.authorId
    await writeAudit(context, {
      at: verb.at,
      projectId: thread.projectId,
      actor: userId,
      action: 'message.deleted',
      threadId: thread._id,
      messageId,
      content: { ownerId, text: textOf(parts) },
    })
    const stopping = await stopGenerations(context, stops, change.at)
    await emptyMessage(context, message, change.at)
    return { value: { messageId, answerId: null, generationId: null, stopping }, changes }
  })
