import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { findMessage } from '../messages/find-message.ts'
import type { MessageRow } from '../messages/message-row.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import type { WriteContext } from '../write-context.ts'
import { expectIdleAnswer } from './expect-idle-answer.ts'
import { insertGeneration } from './insert-answer.ts'

/** Complete or blocked is the end of an answer; one that its length cut is not complete. */
const canGoOn = ({ state, reason }: MessageRow): boolean =>
  state === 'done' ? reason === 'length' : state !== 'blocked'

/** Goes on at the end of the shown version, in a run of its own (RT5). */
export const continueAnswer = (
  context: WriteContext,
  verb: Parameters<MessageStore['continueAnswer']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { sql } = context
    const { messageId, userId, answer } = verb
    const { message, thread } = findMessage(sql, messageId)
    expectIdleAnswer(message)
    if (!canGoOn(message)) throw new CodedError('state_conflict')
    if (answer.messageId !== messageId)
      throw new CodedError('internal', { detail: 'The answer is for another message' })

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('answer.started', { messageId, generationId: answer.generationId, activity: true })
    touchSummaries(context, change, thread.id, message.seq)
    const changes = change.write({ reader: userId })
    const version = message.shown
    insertGeneration(context, answer, { threadId: thread.id, userId, version, continues: true, at: change.at })
    sql.run(
      'UPDATE answer_versions SET generation_id = ? WHERE message_id = ? AND number = ?',
      answer.generationId,
      messageId,
      version,
    )
    sql.run('UPDATE messages SET version = version + 1 WHERE id = ?', messageId)
    return {
      value: { messageId, answerId: messageId, generationId: answer.generationId, stopping: [] },
      changes,
    }
  })
