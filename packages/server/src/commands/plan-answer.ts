import type { PageTool } from '@chat-view/protocol'
import type { AnswerPlan } from '../ports/answer-runner.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Commit } from '../ports/commit.ts'
import type { NewAnswer } from '../ports/generation-store.ts'
import { checkPageTools } from './check-page-tools.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

// The verb of a command that was done before looks at none of this.
const unplanned: AnswerPlan = { owner: 'nobody', provider: 'none', model: 'none' }

/** Where an answer is asked for. */
export interface AnswerPlace {
  /** Null: in a thread that the verb makes. */
  readonly threadId: string | null
  /** Of an answer that is there, which gets another version or goes on. */
  readonly messageId?: string
  /** What the page can do for it (AI10). */
  readonly tools?: readonly PageTool[] | undefined
}

/** Did the verb certainly change nothing? What was lost on its way may have been written all the same. */
const isRefusal = (error: unknown): boolean =>
  error instanceof CodedError && error.code !== 'store_unavailable' && error.code !== 'internal'

/**
 * Asks who will run an answer, names it, and reserves what it may cost (AI7), before the verb writes it. What was reserved
 * for nothing, as the verb refused or had been done before, is given back; where nobody knows, it expires or is settled.
 * @throws forbidden and invalid_request for tools of the page, overloaded, provider_unavailable, shutting_down, too_many, quota_exceeded, answers_paused
 */
export const withAnswer = async <T>(
  call: CommandCall,
  room: CommandRoom,
  { threadId, messageId = room.ids.make(), tools = [] }: AnswerPlace,
  verb: (answer: NewAnswer) => Promise<Commit<T>>,
): Promise<Commit<T>> => {
  const { answers, ids, spending } = room
  const generationId = ids.make()
  if (call.isReplay) return verb({ ...unplanned, messageId, generationId })
  const { project, principal } = call
  checkPageTools(project, tools)
  const plan = answers.plan(project, threadId)
  const { model } = plan
  await spending.reserve({ id: generationId, project, userId: principal.userId, purpose: 'answer', model, threadId })
  let commit: Commit<T>
  try {
    commit = await verb({ ...plan, messageId, generationId, tools })
  } catch (error) {
    if (isRefusal(error)) await spending.release(generationId)
    throw error
  }
  if (commit.replayed) await spending.release(generationId)
  return commit
}
