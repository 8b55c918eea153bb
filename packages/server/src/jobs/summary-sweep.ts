import type { JobDefinition, Jobs } from '../ports/jobs.ts'
import type { SummaryStore } from '../ports/summary-store.ts'

export interface SummarySweepJobOptions {
  readonly store: Pick<SummaryStore, 'threadsToSummarise'>
  readonly jobs: Pick<Jobs, 'once'>
}

const pageSize = 100
/** Threads that one sweep asks for; the next one on this node goes on behind them, for some wait for long. */
const mostThreads = 2_000

/** Finds threads that wait to be summarised and that nobody asked for, or whose job failed (AI4). */
export const summarySweepJob = ({ store, jobs }: SummarySweepJobOptions): JobDefinition => {
  /** Where the last sweep ended before those that wait did. */
  let place: string | undefined
  return {
    name: 'summary-sweep',
    meaning: 'Looks for threads that wait to be summarised, and asks for that',
    longestMs: 5 * 60_000,
    async run(_, { signal }) {
      const asked = new Set<string>()
      let after = place
      let isAll = false
      while (!isAll && asked.size < mostThreads) {
        signal.throwIfAborted()
        const page: string[] = await store.threadsToSummarise({ limit: pageSize, ...(after && { after }) })
        // One that was done meanwhile tells no place: then those in front come again.
        const fresh = page.filter(thread => !asked.has(thread))
        for (const thread of fresh) {
          await jobs.once('summarise', thread, { thread })
          asked.add(thread)
        }
        after = page.at(-1)
        isAll = fresh.length === 0 || page.length < pageSize
      }
      place = isAll ? undefined : after
      return { asked: asked.size }
    },
  }
}
