import { type FaultCluster, startFaultCluster } from './fault-cluster.ts'
import type { FaultProvider } from './fault-provider.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import type { Scenario } from './scenario.ts'

export interface Job {
  readonly scenario: Scenario
  readonly seed: number
}

export interface LaneOptions {
  /** What is to be run, in its order. Lanes that share it take the next one each. */
  readonly jobs: Job[]
  /** Servers of its cluster. */
  readonly nodes: number
  readonly provider: FaultProvider
  /** Ends it after the run that goes on. */
  readonly signal: AbortSignal
  readonly report: (job: Job, result: SeedResult, cluster: FaultCluster) => Promise<void>
  /** A run came to no result. */
  readonly broke: (job: Job, error: unknown) => void
}

/** One run after the other in one cluster, which is a new one where another is wanted or a run left it broken. */
export const runLane = async ({ jobs, nodes, provider, signal, report, broke }: LaneOptions): Promise<void> => {
  let cluster: FaultCluster | null = null
  const leave = async (): Promise<void> => {
    const left = cluster
    cluster = null
    await left?.[Symbol.asyncDispose]()
  }
  const run = async (job: Job): Promise<void> => {
    const { scenario, seed } = job
    if (cluster?.kind !== scenario.cluster) await leave()
    const at = cluster ?? (await startFaultCluster(scenario.cluster, nodes, provider.env))
    cluster = at
    try {
      const result = await runSeed(at, provider, scenario, seed)
      await report(job, result, at)
      if (result.violations.some(({ kind }) => kind === 'stuck')) await leave()
    } catch (error) {
      broke(job, error)
      await leave()
    }
  }
  try {
    for (let job = jobs.shift(); job && !signal.aborted; job = jobs.shift()) await run(job)
  } finally {
    await leave()
  }
}
