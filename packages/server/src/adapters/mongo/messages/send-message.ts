import type { Commit } from '../../../ports/commit.ts'
import type { MessageStore, SentMessage } from '../../../ports/message-store.ts'
import { planTurn } from '../../../ports/planned-turn.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findOpenThread } from '../threads/find-thread.ts'
import { isHeardOf } from '../webhooks/is-heard.ts'
import { insertTurn } from './insert-turn.ts'

/** A message and the answer that it asks for; who writes has read. */
export const sendMessage = (
  context: MongoContext,
  verb: Parameters<MessageStore['sendMessage']>[0],
): Promise<Commit<SentMessage>> =>
  once(context, verb, async () => {
    const { threadId, message, answer } = verb
    const thread = await findOpenThread(context, threadId)
    const change = new ThreadChange(context, thread, verb.at, message.authorId)
    const turn = planTurn(change, message, answer)
    const heard = await isHeardOf(context, message.authorId, thread.projectId)
    const changes = await change.write({ messages: turn.count, reader: message.authorId, heard })
    await insertTurn(context, turn, { thread, at: change.at, command: verb.command, authorIsKnown: true })
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
