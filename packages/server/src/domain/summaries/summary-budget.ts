import type { AdminProject } from '@chat-view/protocol'
import type { ModelTable } from '../../ports/model-table.ts'
import { contextBudget, defaultBudgetShares } from '../context/budget.ts'

/** Tokens that summarising a thread is done with. */
export interface SummaryBudget {
  /** The newest whole turns that stay as they are. */
  readonly keep: number
  /** What one request may show of messages. */
  readonly room: number
  /** Most of one summary. */
  readonly one: number
  /** All summaries of a thread together; beyond, the oldest are merged. */
  readonly all: number
  /** Most of a merged one. */
  readonly merged: number
}

interface BudgetOptions {
  readonly model: string
  readonly models: ModelTable
  /** Most tokens of an answer where projects say nothing; null: the model's. */
  readonly maxTokens: number | null
  /** Of the budget: the most that summaries may take. Default 0.25. */
  readonly share?: number | undefined
}

const keepShare = 0.4
const roomShare = 0.6
/** More than that nobody reads, however large the window. */
const mostOfOne = 1_200
const leastOfOne = 48

/** How the budget of a project's answers is shared out between what is remembered and what is said (AI3, AI4). */
export const summaryBudget = (
  project: AdminProject,
  { model, models, maxTokens, share = defaultBudgetShares.summaries }: BudgetOptions,
): SummaryBudget => {
  const info = models.find(model)
  const { limit } = contextBudget(info, project.settings.maxTokens ?? maxTokens)
  const all = Math.floor(limit * share)
  const within = (tokens: number): number => Math.min(info.maxAnswer, Math.max(leastOfOne, Math.floor(tokens)))
  return {
    keep: Math.floor(limit * keepShare),
    room: Math.floor(limit * roomShare),
    one: within(Math.min(all / 4, mostOfOne)),
    all,
    merged: within(all / 2),
  }
}
