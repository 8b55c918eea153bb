import { recordPaid } from '../domain/spending/record-paid.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import type { RunTools } from './run-tools.ts'

type Settling = Pick<RunTools, 'books' | 'logger' | 'signal'>

/**
 * Writes calls down whose row can no longer take them: what was consumed is paid for (AI7). Never throws, and goes on for
 * as long as the store is away: nobody waits for it.
 */
export const settleApart = async (
  { books, logger, signal }: Settling,
  id: string,
  calls: readonly CallRecord[],
): Promise<void> => {
  await recordPaid({ store: books.store, logger, signal }, id, calls)
  await books.spending.settle(id, calls)
}

/**
 * A run that this node gives up. What it consumed is paid for, whoever ends its row; one that never began is released. A
 * node that stops leaves both to its next start.
 */
export const settleLost = (tools: Settling, id: string, unbegun: boolean, calls: readonly CallRecord[]): void => {
  if (!tools.signal.aborted && (unbegun || calls.length > 0)) settleApart(tools, id, calls)
}
