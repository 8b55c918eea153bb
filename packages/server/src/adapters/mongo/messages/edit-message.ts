import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planAnswerTurn } from '../../../ports/planned-turn.ts'
import { planStops, stopGenerations } from '../answers/stop-generations.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetMessages, indexMessage } from '../search/index-message.ts'
import { cutSummaries } from '../summaries/stale-summaries.ts'
import { expectUser } from '../users/expect-user.ts'
import { expectMessageVersion, findMessage } from './find-message.ts'
import { insertTurn } from './insert-turn.ts'
import { keepEdit } from './keep-edit.ts'
import { partsOfText, textOf } from './message-row.ts'

/** Another text for a person's message: the earlier is kept, what followed becomes history, and it is asked again (CV3). */
export const editMessage = (
  context: MongoContext,
  verb: Parameters<MessageStore['editMessage']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messages } = context
    const { messageId, editId, userId, text, keep, answer } = verb
    const { message, thread } = await findMessage(context, messageId)
    await expectMessageVersion(context, message, verb.version)
    if (message.role !== 'user' || message.supersededBy !== null) throw new CodedError('state_conflict')
    await expectUser(context, userId)

    const threadId = thread._id
    const following = {
      threadId,
      supersededBy: { $type: 'null' },
      seq: { $gt: message.seq, $lte: thread.seq },
    } as const
    const followers = await messages.all(following, { sort: { seq: 1 }, hint: 'current' })
    const followerIds = followers.map(({ _id }) => _id)
    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId, activity: true, notable: true })
    const stops = await planStops(context, { thread: threadId, afterSeq: message.seq })
    if (followers.length > 0) change.plan('messages.superseded', { messageId, messageIds: followerIds })
    for (const { _id, messageId } of stops.queued) change.plan('answer.ended', { messageId, generationId: _id })
    await cutSummaries(context, change, threadId, message.seq)
    const turn = planAnswerTurn(change, answer)
    const gone = followers.filter(({ deletedAt }) => deletedAt === null).length
    const changes = await change.write({ messages: turn.count - gone, reader: userId })

    const parts = partsOfText(text)
    const number = message.edits + 1
    const before = textOf(message.parts)
    await writeAudit(context, {
      at: verb.at,
      projectId: thread.projectId,
      actor: userId,
      action: 'message.edited',
      threadId,
      messageId,
      content: { ownerId: message.authorId, text: before },
    })
    const edit = { _id: editId, messageId, number, authorId: userId, at: change.at, before, after: text }
    await keepEdit(context, edit, keep)
    await messages.update({ _id: messageId }, { $set: { parts, editedAt: change.at }, $inc: { edits: 1, version: 1 } })
    await messages.updateAll(following, { $set: { supersededBy: messageId }, $inc: { version: 1 } })
    const stopping = await stopGenerations(context, stops, change.at)
    await indexMessage(context, { messageId, threadId, scope: thread.ownerId, parts, at: message.createdAt })
    await forgetMessages(context, followerIds)
    await insertTurn(context, turn, { thread, at: change.at, userId })
    return {
      value: { messageId, answerId: answer?.messageId ?? null, generationId: answer?.generationId ?? null, stopping },
      changes,
    }
  })
