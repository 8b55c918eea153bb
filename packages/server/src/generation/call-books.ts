import { freeSpending } from '../domain/spending/free-spending.ts'
import type { ModelTable } from '../ports/model-table.ts'
import type { Spending } from '../ports/spending.ts'
import type { UsageStore } from '../ports/usage-store.ts'

/** Where answers' calls are priced, written down and settled (AI7). */
export interface CallBooks {
  readonly models: ModelTable
  readonly spending: Pick<Spending, 'settle' | 'release'>
  /** For calls of an answer whose row can no longer take them. */
  readonly store: Pick<UsageStore, 'recordCalls'>
}

const unknown = { window: Number.MAX_SAFE_INTEGER, maxAnswer: Number.MAX_SAFE_INTEGER, prices: null }

/** Nothing has a price, and nothing is settled. */
export const closedBooks: CallBooks = {
  models: { currency: 'USD', find: name => ({ name, ...unknown }) },
  spending: freeSpending,
  store: { recordCalls: async () => {} },
}
