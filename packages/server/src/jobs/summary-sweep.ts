import type { JobDefinition, Jobs } from '../ports/jobs.ts'
import type { SummaryStore } from '../ports/summary-store.ts'

export interface SummarySweepJobOptions {
  readonly store: Pick<SummaryStore, 'threadsToSummarise'>
  readonly jobs: Pick<Jobs, 'once'>
}

const pageSize = 100
/** Threads that one sweep asks for; the next one goes on with those that still wait. */
const mostThreads = 2_000

/** Finds threads that wait to be summarised and that nobody asked for, or whose job failed (AI4). */
export const summarySweepJob = ({ store, jobs }: SummarySweepJobOptions): JobDefinition => ({
  name: 'summary-sweep',
  meaning: 'Looks for threads that wait to be summarised, and asks for that',
  longestMs: 5 * 60_000,
  async run(_, { signal }) {
    const asked = new Set<string>()
    for (let after: string | undefined; asked.size < mostThreads; ) {
      signal.throwIfAborted()
      const page: string[] = await store.threadsToSummarise({ limit: pageSize, ...(after && { after }) })
      // One that was done meanwhile tells no place: then those in front come again.
      const fresh = page.filter(thread => !asked.has(thread))
      for (const thread of fresh) {
        await jobs.once('summarise', thread, { thread })
        asked.add(thread)
      }
      after = page.at(-1)
      if (fresh.length === 0 || page.length < pageSize) break
    }
    return { asked: asked.size }
  },
})
