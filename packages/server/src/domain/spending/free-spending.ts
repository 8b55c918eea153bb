import type { Spending } from '../../ports/spending.ts'

/** Nothing is counted, and nothing refused. */
export const freeSpending: Spending = {
  async reserve() {},
  async settle() {},
  async release() {},
}
