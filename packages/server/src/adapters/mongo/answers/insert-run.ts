import type { NewAnswer } from '../../../ports/generation-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { keptTools } from './kept-tools.ts'

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
export const insertGeneration = ({ generations }: MongoContext, answer: NewAnswer, run: NewRun): Promise<void> =>
  generations.insert({
    _id: answer.generationId,
    messageId: answer.messageId,
    threadId: run.threadId,
    userId: run.userId,
    version: run.version,
    state: 'queued',
    owner: answer.owner,
    term: 1,
    stopRequested: false,
    continues: run.continues,
    provider: answer.provider,
    model: answer.model,
    createdAt: run.at,
    startedAt: null,
    endedAt: null,
    reason: null,
    length: null,
    hash: null,
    tokens: 0,
    usage: null,
    tools: keptTools(answer.tools ?? []),
    suggestions: [],
    context: null,
    contextRecord: null,
  })

/** An empty answer, as one of its message's versions. */
export const insertVersion = (
  { answers }: MongoContext,
  { messageId, generationId }: NewAnswer,
  number: number,
  at: number,
): Promise<void> => answers.insert({ messageId, number, generationId, parts: [], createdAt: at })
