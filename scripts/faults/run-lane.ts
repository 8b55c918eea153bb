import { ClusterSeat, type Job, type JobResult } from './cluster-seat.ts'
import type { FaultProvider } from './fault-provider.ts'

export interface LaneOptions {
  /** What is to be run, in its order. Lanes that share it take the next one each. */
  readonly jobs: Job[]
  /** Servers of its cluster. */
  readonly nodes: number
  readonly provider: FaultProvider
  /** Ends it after the run that goes on. */
  readonly signal: AbortSignal
  readonly report: (job: Job, result: JobResult) => Promise<void>
  /** A run came to no result, or what it showed could not be reported. */
  readonly broke: (job: Job, error: unknown) => void
}

/** One run after the other in one place. */
export const runLane = async ({ jobs, nodes, provider, signal, report, broke }: LaneOptions): Promise<void> => {
  await using seat = new ClusterSeat(provider, nodes)
  for (let job = jobs.shift(); job && !signal.aborted; job = jobs.shift()) {
    try {
      await report(job, await seat.run(job))
    } catch (error) {
      broke(job, error)
    }
  }
}
