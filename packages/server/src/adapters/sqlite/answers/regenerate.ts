import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { findMessage } from '../messages/find-message.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import type { WriteContext } from '../write-context.ts'
import { expectIdleAnswer } from './expect-idle-answer.ts'
import { insertGeneration, insertVersion } from './insert-answer.ts'

/** Another answer beside the earlier ones; it is the one shown (CV3). */
export const regenerate = (
  context: WriteContext,
  verb: Parameters<MessageStore['regenerate']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { messageId, userId, answer } = verb
    const { message, thread } = findMessage(context.sql, messageId)
    expectIdleAnswer(message)
    if (answer.messageId !== messageId)
      throw new CodedError('internal', { detail: 'The answer is for another message' })

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('answer.started', { messageId, generationId: answer.generationId, activity: true })
    touchSummaries(context, change, thread.id, message.seq)
    const changes = change.write({ reader: userId })
    const version = message.versions + 1
    insertGeneration(context, answer, { threadId: thread.id, userId, version, continues: false, at: change.at })
    insertVersion(context, answer, version, change.at)
    context.sql.run(
      'UPDATE messages SET versions = ?1, shown = ?1, version = version + 1 WHERE id = ?2',
      version,
      messageId,
    )
    return {
      value: { messageId, answerId: messageId, generationId: answer.generationId, stopping: [] },
      changes,
    }
  })
