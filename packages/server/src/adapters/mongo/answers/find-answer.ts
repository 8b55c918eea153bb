import { CodedError } from '../../../ports/coded-error.ts'
import { type FoundMessage, findMessage } from '../messages/find-message.ts'
import { shownAnswers } from '../messages/shown-answers.ts'
import type { AnswerRow } from '../models/answer.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'

export interface FoundAnswer extends FoundMessage {
  /** The shown version, and its run. */
  readonly answer: AnswerRow
  readonly run: GenerationRow
}

/**
 * An answer that nothing fills just now, and that the talk still follows.
 * @throws not_found, deleted, thread_archived, state_conflict
 */
export const findIdleAnswer = async (context: MongoContext, messageId: string): Promise<FoundAnswer> => {
  const { message, thread } = await findMessage(context, messageId)
  const answer = (await shownAnswers(context, [message])).get(messageId)
  const run = answer === undefined ? null : await context.generations.get({ _id: answer.generationId })
  if (answer === undefined || run === null || run.endedAt === null || message.supersededBy !== null)
    throw new CodedError('state_conflict')
  return { message, thread, answer, run }
}
