import type { NewAnswer } from '../../../ports/generation-store.ts'
import type { WriteContext } from '../write-context.ts'

interface AnswerPlace {
  readonly threadId: string
  readonly seq: number
  readonly userId: string
  readonly at: number
}

interface NewRun {
  readonly threadId: string
  readonly userId: string
  /** Which of the message's versions it fills. */
  readonly version: number
  /** It goes on at the end of what that version holds. */
  readonly continues: boolean
  readonly at: number
}

/** The row of a run: queued, under its first owner and term. */
export const insertGeneration = ({ sql }: WriteContext, answer: NewAnswer, run: NewRun): void => {
  sql.run(
    `INSERT INTO generations
       (id, message_id, thread_id, user_id, version, state, owner, term, continues, provider, model,
        tools, created_at)
     VALUES (?, ?, ?, ?, ?, 'queued', ?, 1, ?, ?, ?, ?, ?)`,
    answer.generationId,
    answer.messageId,
    run.threadId,
    run.userId,
    run.version,
    answer.owner,
    run.continues ? 1 : 0,
    answer.provider,
    answer.model,
    JSON.stringify(answer.tools ?? []),
    run.at,
  )
}

/** An empty answer, as one of its message's versions. */
export const insertVersion = ({ sql }: WriteContext, answer: NewAnswer, number: number, at: number): void => {
  sql.run(
    "INSERT INTO answer_versions (message_id, number, generation_id, parts, created_at) VALUES (?, ?, ?, '[]', ?)",
    answer.messageId,
    number,
    answer.generationId,
    at,
  )
}

/** A message of the assistant with its first version and the run that will fill it. */
export const insertAnswer = (context: WriteContext, answer: NewAnswer, place: AnswerPlace): void => {
  const { threadId, seq, userId, at } = place
  context.sql.run(
    `INSERT INTO messages (id, thread_id, seq, version, role, parts, created_at)
     VALUES (?, ?, ?, 1, 'assistant', '[]', ?)`,
    answer.messageId,
    threadId,
    seq,
    at,
  )
  insertGeneration(context, answer, { threadId, userId, version: 1, continues: false, at })
  insertVersion(context, answer, 1, at)
}
