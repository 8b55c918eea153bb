import type { CommandKey } from '../../../ports/commit.ts'
import type { PlannedTurn } from '../../../ports/planned-turn.ts'
import { insertGeneration, insertVersion } from '../answers/insert-run.ts'
import type { MessageRow } from '../models/message.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { indexNewMessage } from '../search/index-message.ts'
import { expectUser } from '../users/expect-user.ts'
import { newAnswerRow, newMessageRow } from './new-message-row.ts'

interface TurnPlace {
  readonly thread: Pick<ThreadRow, '_id' | 'ownerId'>
  readonly at: number
  readonly command?: CommandKey | undefined
  /** Who asked, where the turn holds no message of theirs. */
  readonly userId?: string
  /** The verb has seen that the message's author is there. */
  readonly authorIsKnown?: boolean
}

/** Writes the rows of a turn, after its change was written. */
export const insertTurn = async (
  context: MongoContext,
  { message, answer }: PlannedTurn,
  place: TurnPlace,
): Promise<void> => {
  const { at, command } = place
  const { _id: threadId, ownerId: scope } = place.thread
  const rows: MessageRow[] = []
  if (message !== null) {
    if (place.authorIsKnown !== true) await expectUser(context, message.authorId)
    rows.push(newMessageRow({ ...message, threadId, at, commandId: command?.id }))
  }
  if (answer !== null) rows.push(newAnswerRow({ id: answer.messageId, threadId, seq: answer.seq, at }))
  await context.messages.insert(...rows)
  for (const { _id, role, parts } of rows)
    if (role === 'user') await indexNewMessage(context, { messageId: _id, threadId, scope, parts, at })
  if (answer === null) return
  const userId = message?.authorId ?? place.userId ?? ''
  await insertGeneration(context, answer, { threadId, userId, version: 1, continues: false, at })
  await insertVersion(context, answer, 1, at)
}
