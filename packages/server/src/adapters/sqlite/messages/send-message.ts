import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planTurn } from '../../../ports/planned-turn.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import type { WriteContext } from '../write-context.ts'
import { insertTurn } from './insert-turn.ts'

/** A message and the answer that it asks for; who writes has read. */
export const sendMessage = (
  context: WriteContext,
  verb: Parameters<MessageStore['sendMessage']>[0],
): Commit<SentMessage> =>
  once(context, verb, () => {
    const { threadId, message, answer } = verb
    const change = new ThreadChange(context, findOpenThread(context.sql, threadId), verb.at, message.authorId)
    const turn = planTurn(change, message, answer)
    const changes = change.write({ messages: turn.count, reader: message.authorId })
    insertTurn(context, turn, { threadId, at: change.at, command: verb.command })
    return {
      value: {
        messageId: message.id,
        answerId: answer?.messageId ?? null,
        generationId: answer?.generationId ?? null,
        stopping: [],
      },
      changes,
    }
  })
