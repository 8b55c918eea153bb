import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { answersAt } from '../messages/shown-answers.ts'
import type { MongoContext } from '../mongo-context.ts'
import { indexMessage } from '../search/index-message.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import { findIdleAnswer } from './find-answer.ts'

/** Shows another of the answers that a message holds (CV3). */
export const showVersion = (
  context: MongoContext,
  verb: Parameters<MessageStore['showVersion']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messageId, userId, number } = verb
    const { message, thread } = await findIdleAnswer(context, messageId)
    if (!Number.isSafeInteger(number) || number < 1 || number > message.versions) throw new CodedError('state_conflict')
    const value = { messageId, answerId: messageId, generationId: null, stopping: [] }
    if (number === message.shown) return { value, changes: [] }

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId })
    await touchSummaries(context, change, thread._id, message.seq)
    const changes = await change.write()
    await context.messages.update({ _id: messageId }, { $set: { shown: number }, $inc: { version: 1 } })
    const shown = (await answersAt(context, [{ messageId, number }])).get(messageId)
    const parts = shown?.parts ?? []
    const place = { messageId, threadId: thread._id, scope: thread.ownerId, at: message.createdAt }
    await indexMessage(context, { ...place, parts })
    return { value, changes }
  })
