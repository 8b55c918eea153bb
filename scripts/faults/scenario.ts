import type { Nemesis } from './nemesis.ts'

/**
 * Which cluster it wants: one with a single MongoDB, with three members, with nodes whose clocks are minutes apart, or with
 * a Redis that has a replica.
 */
export type ClusterKind = 'plain' | 'members' | 'clocks' | 'replicated'

export interface Scenario {
  readonly name: string
  /** For the table. */
  readonly faults: string
  readonly cluster: ClusterKind
  /** No answer may be cut and no client may see an error. */
  readonly spotless?: boolean
  /** It takes longer than ten seconds by its nature, and is run where it is named or `--long` is. */
  readonly isLong?: boolean
  /** How clients come; `auto`, the default, takes sockets. `held-http`: and event streams are held back on their way. */
  readonly way?: 'auto' | 'http' | 'held-http'
  disturb(nemesis: Nemesis): Promise<void>
}
