import { type Summarised, type SummariseOptions, summariseThread } from './summarise-thread.ts'

const none: Summarised = { added: 0, renewed: 0, removed: 0, merged: 0, outcome: 'waits' }

/**
 * Summarises threads, each by one call at a time on this node: one that is being summarised is asked for again by the
 * sweep, if something is left. What other nodes do meanwhile is settled by the store.
 */
export const createSummariser = (
  options: SummariseOptions,
): ((threadId: string, signal: AbortSignal) => Promise<Summarised>) => {
  const running = new Set<string>()
  return async (threadId, signal) => {
    if (running.has(threadId)) return none
    running.add(threadId)
    try {
      return await summariseThread(threadId, options, signal)
    } finally {
      running.delete(threadId)
    }
  }
}
