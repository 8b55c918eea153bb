import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findThread } from '../threads/find-thread.ts'
import { expectUser } from '../users/expect-user.ts'

/** Keeps one user's opinion of one of a message's answers, or forgets it; the message itself stays as it is. */
export const giveFeedback = (
  context: MongoContext,
  verb: Parameters<MessageStore['giveFeedback']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messageId, userId, feedback, at } = verb
    const message = await context.messages.get({ _id: messageId })
    if (message === null) throw new CodedError('not_found')
    await findThread(context, message.threadId)
    if (message.deletedAt !== null) throw new CodedError('deleted')
    const { number = message.shown } = verb
    if (!Number.isSafeInteger(number) || number < 1 || number > message.versions) throw new CodedError('state_conflict')
    const own = { messageId, userId, number }
    if (feedback === null) await context.feedback.remove(own)
    else {
      await expectUser(context, userId)
      await context.feedback.put(own, { ...own, rating: feedback.rating, reason: feedback.reason, at })
    }
    return { value: { messageId, answerId: null, generationId: null, stopping: [] }, changes: [] }
  })
