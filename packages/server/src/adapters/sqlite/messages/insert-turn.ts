import type { CommandKey } from '../../../ports/commit.ts'
import type { NewAnswer } from '../../../ports/generation-store.ts'
import type { NewMessage } from '../../../ports/message-store.ts'
import { insertAnswer } from '../answers/insert-answer.ts'
import type { ThreadChange } from '../events/thread-change.ts'
import type { WriteContext } from '../write-context.ts'
import { partsOfText } from './message-row.ts'

/** A person's message, if there is one, and the answer asked for, with the places that they have taken. */
export interface Turn {
  readonly message: (NewMessage & { readonly seq: number }) | null
  readonly answer: (NewAnswer & { readonly seq: number }) | null
  /** Messages that it adds. */
  readonly count: number
}

const planAnswer = (change: ThreadChange, answer: NewAnswer | undefined): Turn['answer'] => {
  if (answer === undefined) return null
  const { messageId, generationId } = answer
  const seq = change.plan('message.created', { messageId, activity: true })
  change.plan('answer.started', { messageId, generationId, activity: true })
  return { ...answer, seq }
}

/** Takes the places of a turn. */
export const planTurn = (change: ThreadChange, message: NewMessage, answer: NewAnswer | undefined): Turn => {
  const seq = change.plan('message.created', { messageId: message.id, activity: true, notable: true })
  return { message: { ...message, seq }, answer: planAnswer(change, answer), count: answer === undefined ? 1 : 2 }
}

/** Takes the places of an answer to a message that is there already. */
export const planAnswerTurn = (change: ThreadChange, answer: NewAnswer | undefined): Turn => ({
  message: null,
  answer: planAnswer(change, answer),
  count: answer === undefined ? 0 : 1,
})

interface TurnPlace {
  readonly threadId: string
  readonly at: number
  readonly command?: CommandKey | undefined
  /** Who asked, where the turn holds no message of theirs. */
  readonly userId?: string
}

/** Writes the rows of a turn, after its change was written. */
export const insertTurn = (context: WriteContext, { message, answer }: Turn, place: TurnPlace): void => {
  const { threadId, at, command } = place
  if (message !== null)
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
  if (answer !== null)
    insertAnswer(context, answer, { threadId, seq: answer.seq, userId: message?.authorId ?? place.userId ?? '', at })
}
