import { StartTimeout } from '../../packages/server/src/testing/server-process.ts'
import { type FaultCluster, startFaultCluster } from './fault-cluster.ts'
import type { FaultProvider } from './fault-provider.ts'
import { NoResult } from './no-result.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import type { ClusterKind, Scenario } from './scenario.ts'

/** One run: what is done, and which seed says when. */
export interface Job {
  readonly scenario: Scenario
  readonly seed: number
}

/** What a run showed, and all that its nodes printed. */
export interface JobResult extends SeedResult {
  readonly outputs: readonly string[]
}

/** Where runs go on one after the other in one cluster: a new one where another kind is wanted, or a run left it broken. */
export class ClusterSeat implements AsyncDisposable {
  readonly #provider: FaultProvider
  readonly #nodes: number
  #cluster: FaultCluster | null = null

  constructor(provider: FaultProvider, nodes: number) {
    this.#provider = provider
    this.#nodes = nodes
  }

  /** @throws NoResult where the machine was too slow for it; whatever else breaks it, as it is */
  async run({ scenario, seed }: Job): Promise<JobResult> {
    try {
      const cluster = await this.#of(scenario.cluster)
      const result = await runSeed(cluster, this.#provider, scenario, seed)
      const outputs = cluster.nodes.map(({ output }) => output)
      if (result.violations.some(({ kind }) => kind === 'stuck')) await this.#leave()
      return { ...result, outputs }
    } catch (error) {
      await this.#leave()
      throw error instanceof StartTimeout ? new NoResult('a node was not up in time', { cause: error }) : error
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#leave()
  }

  async #of(kind: ClusterKind): Promise<FaultCluster> {
    if (this.#cluster?.kind !== kind) await this.#leave()
    this.#cluster ??= await startFaultCluster(kind, this.#nodes, this.#provider.env)
    return this.#cluster
  }

  async #leave(): Promise<void> {
    const left = this.#cluster
    this.#cluster = null
    await left?.[Symbol.asyncDispose]()
  }
}
