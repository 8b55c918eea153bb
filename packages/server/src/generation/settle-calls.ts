import type { CallRecord } from '../ports/usage-store.ts'
import type { RunTools } from './run-tools.ts'

type Settling = Pick<RunTools, 'books' | 'logger'>

/** Writes calls down whose row can no longer take them: what was consumed is paid for (AI7). Never throws. */
export const settleApart = async (
  { books, logger }: Settling,
  id: string,
  calls: readonly CallRecord[],
): Promise<void> => {
  if (calls.length > 0)
    await books.store.recordCalls(calls).catch((error: unknown) => {
      logger.error({ generation: id, calls: calls.length, err: error }, 'calls of an answer were not written down')
    })
  await books.spending.settle(id, calls)
}

/**
 * A run that this node gives up. What it consumed is paid for, whoever ends its row; one that never began is released. A
 * node that stops leaves both to its next start.
 */
export const settleLost = (
  tools: Settling & Pick<RunTools, 'signal'>,
  id: string,
  unbegun: boolean,
  calls: readonly CallRecord[],
): void => {
  if (!tools.signal.aborted && (unbegun || calls.length > 0)) settleApart(tools, id, calls)
}
