import type { Logger } from '../../ports/logger.ts'
import type { CallRecord, UsageStore } from '../../ports/usage-store.ts'
import { insist } from '../insist.ts'

export interface PaidOptions {
  readonly store: Pick<UsageStore, 'recordCalls'>
  readonly logger: Pick<Logger, 'error'>
  /** Aborted when the server lets go of the store: what it has not taken by then is not written down. */
  readonly signal: AbortSignal
}

const retry = { retryMs: 50, maxRetryMs: 2_000 }

/**
 * Writes down what was paid for beside an answer's end, for as long as it takes to reach the store (AI7.1). Never throws:
 * what is not written down is told to operators. `generation` is what the calls were made for.
 */
export const recordPaid = async (
  { store, logger, signal }: PaidOptions,
  generation: string,
  calls: readonly CallRecord[],
): Promise<void> => {
  if (calls.length === 0) return
  try {
    await insist(() => store.recordCalls(calls), { ...retry, signal })
  } catch (error) {
    logger.error({ generation, calls: calls.length, err: error }, 'calls that were paid for were not written down')
  }
}
