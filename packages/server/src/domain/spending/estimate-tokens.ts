import type { ModelTable } from '../../ports/model-table.ts'
import type { SpendingWish } from '../../ports/spending.ts'
import type { UsageStore } from '../../ports/usage-store.ts'
import type { CallTokens } from './cost-of.ts'

/** Tokens of a request of which nothing is known: instructions and a question. */
const firstRequest = 2_000
/** A question that comes on top of what was asked last time. */
const nextQuestion = 1_000

export interface EstimateOptions {
  readonly store: Pick<UsageStore, 'lastCallOf'>
  readonly models: ModelTable
  /** Most tokens of an answer where a project says nothing; null: the model's. */
  readonly maxTokens: number | null
}

/** What a thread's next request takes: all of the last one, its answer, and another question. */
const usualInput = async ({ store }: EstimateOptions, threadId: string | null | undefined): Promise<number> => {
  const last = threadId ? await store.lastCallOf(threadId) : null
  return last === null ? firstRequest : last.input + last.output + nextQuestion
}

/** The most that a call can be expected to consume: its request, and the longest answer that it may get. */
export const estimateTokens = async (options: EstimateOptions, wish: SpendingWish): Promise<CallTokens> => {
  const { models, maxTokens } = options
  const { window, maxAnswer } = models.find(wish.model)
  const wanted = wish.project.settings.maxTokens ?? maxTokens ?? maxAnswer
  const output = wish.tokens?.output ?? Math.min(wanted, maxAnswer)
  const input = wish.tokens?.input ?? Math.min(await usualInput(options, wish.threadId), Math.max(0, window - output))
  return { input, cached: 0, output }
}
