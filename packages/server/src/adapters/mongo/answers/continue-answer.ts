import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import { findIdleAnswer } from './find-answer.ts'
import { insertGeneration } from './insert-run.ts'

/** Complete or blocked is the end of an answer; one that its length cut is not complete. */
const canGoOn = ({ state, reason }: GenerationRow): boolean =>
  state === 'done' ? reason === 'length' : state !== 'blocked'

/** Goes on at the end of the shown version, in a run of its own (RT5). */
export const continueAnswer = (
  context: MongoContext,
  verb: Parameters<MessageStore['continueAnswer']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { messageId, userId, answer } = verb
    const { message, thread, run } = await findIdleAnswer(context, messageId)
    if (!canGoOn(run)) throw new CodedError('state_conflict')
    if (answer.messageId !== messageId)
      throw new CodedError('internal', { detail: 'The answer is for another message' })

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('answer.started', { messageId, generationId: answer.generationId, activity: true })
    await touchSummaries(context, change, thread._id, message.seq)
    const changes = await change.write({ reader: userId })
    const version = message.shown
    await insertGeneration(context, answer, { threadId: thread._id, userId, version, continues: true, at: change.at })
    await context.answers.update({ messageId, number: version }, { $set: { generationId: answer.generationId } })
    await context.messages.update({ _id: messageId }, { $inc: { version: 1 } })
    return {
      value: { messageId, answerId: messageId, generationId: answer.generationId, stopping: [] },
      changes,
    }
  })
