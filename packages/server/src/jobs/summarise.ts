import type { Summarised } from '../domain/summaries/summarise-thread.ts'
import type { JobDefinition } from '../ports/jobs.ts'

export interface SummariseJobOptions {
  readonly summarise: (threadId: string, signal: AbortSignal) => Promise<Summarised>
}

/** Asked for under the thread's id: after an answer whose context was full, by a person, and by the sweep. */
export const summariseJob = ({ summarise }: SummariseJobOptions): JobDefinition<{ thread: string }> => ({
  name: 'summarise',
  meaning: 'Summarises the older part of a thread, and writes summaries anew that are stale',
  concurrency: 4,
  longestMs: 30 * 60_000,
  async run({ thread }, { signal }) {
    const { outcome, ...counts } = await summarise(thread, signal)
    return { ...counts, waits: Number(outcome === 'waits'), givenUp: Number(outcome === 'given up') }
  },
})
