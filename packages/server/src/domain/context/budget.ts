import type { ModelInfo } from '../../ports/model-table.ts'

/** How a model's window is shared out. */
export interface BudgetShares {
  /** Of the window: kept for the answer where nobody says how long it may be. Default 0.25. */
  readonly answer: number
  /** Of the window: the most that is kept for the answer, whatever was wished. Default 0.5. */
  readonly mostAnswer: number
  /** Of the window: kept free, for tokenizers differ and services add words of their own. Default 0.02. */
  readonly margin: number
  /** Of the budget: the most that summaries may take (AI3). Default 0.25. */
  readonly summaries: number
  /** Of the budget: the most that pinned texts may take. Default 0.5. */
  readonly pinned: number
  /** Of the budget: kept for what tools answer, where the model has any. Default 0.25. */
  readonly results: number
}

export const defaultBudgetShares: BudgetShares = {
  answer: 0.25,
  mostAnswer: 0.5,
  margin: 0.02,
  summaries: 0.25,
  pinned: 0.5,
  results: 0.25,
}

/** Tokens of one request (AI3). */
export interface ContextBudget {
  readonly window: number
  readonly answerRoom: number
  /** What the request may take. */
  readonly limit: number
  /** The bound of the answer's tokens that is told to the provider; null: its own. */
  readonly maxTokens: number | null
}

/** @param wish most tokens of an answer as project or operator say; null: they say nothing */
export const contextBudget = (
  { window, maxAnswer }: ModelInfo,
  wish: number | null,
  shares: BudgetShares = defaultBudgetShares,
): ContextBudget => {
  const most = Math.floor(window * shares.mostAnswer)
  const answerRoom = wish === null ? Math.min(maxAnswer, Math.floor(window * shares.answer)) : Math.min(wish, most)
  const limit = Math.max(1, window - answerRoom - Math.ceil(window * shares.margin))
  // A wish that leaves the question no room is no wish to be refused.
  return { window, answerRoom, limit, maxTokens: wish === null ? null : answerRoom }
}
