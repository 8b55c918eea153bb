import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetMessages } from '../search/index-message.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import { findIdleAnswer } from './find-answer.ts'
import { insertGeneration, insertVersion } from './insert-run.ts'

/** Another answer beside the earlier ones; it is the one shown (CV3). */
export const regenerate = (
  context: MongoContext,
  verb: Parameters<MessageStore['regenerate']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messageId, userId, answer } = verb
    const { message, thread } = await findIdleAnswer(context, messageId)
    if (answer.messageId !== messageId)
      throw new CodedError('internal', { detail: 'The answer is for another message' })

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('answer.started', { messageId, generationId: answer.generationId, activity: true })
    await touchSummaries(context, change, thread._id, message.seq)
    const changes = await change.write({ reader: userId })
    const version = message.versions + 1
    await insertGeneration(context, answer, { threadId: thread._id, userId, version, continues: false, at: change.at })
    await insertVersion(context, answer, version, change.at)
    await context.messages.update(
      { _id: messageId },
      { $set: { versions: version, shown: version }, $inc: { version: 1 } },
    )
    await forgetMessages(context, [messageId])
    return {
      value: { messageId, answerId: messageId, generationId: answer.generationId, stopping: [] },
      changes,
    }
  })
