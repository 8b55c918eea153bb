import type { CommandKey } from '../../../ports/commit.ts'
import type { PlannedTurn } from '../../../ports/planned-turn.ts'
import { insertAnswer } from '../answers/insert-answer.ts'
import { indexNewMessage } from '../search/search-entries.ts'
import type { WriteContext } from '../write-context.ts'
import { partsOfText } from './message-row.ts'

interface TurnPlace {
  readonly threadId: string
  readonly at: number
  readonly command?: CommandKey | undefined
  /** Who asked, where the turn holds no message of theirs. */
  readonly userId?: string
}

/** Writes the rows of a turn, after its change was written. */
export const insertTurn = (context: WriteContext, { message, answer }: PlannedTurn, place: TurnPlace): void => {
  const { threadId, at, command } = place
  if (message !== null) {
    context.sql.run(
      `INSERT INTO messages (id, thread_id, seq, version, role, author_id, command_id, parts, created_at)
       VALUES (?, ?, ?, 1, 'user', ?, ?, ?, ?)`,
      message.id,
      threadId,
      message.seq,
      message.authorId,
      command?.id ?? null,
      partsOfText(message.text),
      at,
    )
    indexNewMessage(context.sql, { id: message.id, threadId, text: message.text })
  }
  if (answer !== null)
    insertAnswer(context, answer, { threadId, seq: answer.seq, userId: message?.authorId ?? place.userId ?? '', at })
}
