import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { searchableText } from '../../../ports/searchable-text.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { findMessage } from '../messages/find-message.ts'
import { toParts } from '../messages/message-row.ts'
import { indexMessage } from '../search/search-entries.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import type { WriteContext } from '../write-context.ts'
import { expectIdleAnswer } from './expect-idle-answer.ts'

const textOfVersion = ({ sql }: WriteContext, messageId: string, number: number): string => {
  const version = sql.get<{ parts: string }>(
    'SELECT parts FROM answer_versions WHERE message_id = ? AND number = ?',
    messageId,
    number,
  )
  return version === undefined ? '' : searchableText(toParts(version.parts))
}

/** Shows another of the answers that a message holds (CV3). */
export const showVersion = (
  context: WriteContext,
  verb: Parameters<MessageStore['showVersion']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { messageId, userId, number } = verb
    const { message, thread } = findMessage(context.sql, messageId)
    expectIdleAnswer(message)
    if (!Number.isSafeInteger(number) || number < 1 || number > message.versions) throw new CodedError('state_conflict')
    const value = { messageId, answerId: messageId, generationId: null, stopping: [] }
    if (number === message.shown) return { value, changes: [] }

    const change = new ThreadChange(context, thread, verb.at, userId)
    change.plan('message.updated', { messageId })
    touchSummaries(context, change, thread.id, message.seq)
    const changes = change.write()
    context.sql.run('UPDATE messages SET shown = ?, version = version + 1 WHERE id = ?', number, messageId)
    indexMessage(context.sql, { id: messageId, threadId: thread.id, text: textOfVersion(context, messageId, number) })
    return { value, changes }
  })
