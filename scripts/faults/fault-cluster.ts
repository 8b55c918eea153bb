import { type Cluster, startCluster } from '../cluster/start-cluster.ts'
import { type RedisPair, startRedisPair } from './redis-pair.ts'
import type { ClusterKind } from './scenario.ts'

/** A cluster to do things to. */
export interface FaultCluster extends Cluster {
  readonly kind: ClusterKind
  /** Where its Redis has a replica; `redis` is null then. */
  readonly pair: RedisPair | null
}

/** Limits that no run meets by accident: all of its clients come from one address. */
const roomy = '1000000/1m'

const env = {
  ...{ RATE_LIMIT_HTTP: roomy, RATE_LIMIT_SOCKET: roomy, RATE_LIMIT_SEND: roomy },
  // A dead peer is noticed within two seconds instead of forty.
  HEARTBEAT_INTERVAL: '1s',
  SHUTDOWN_GRACE: '10s',
  // What nobody could end is known within a run.
  AI_TIMEOUT_IDLE: '20s',
  // A node tells under which name it owns answers.
  LOG_LEVEL: 'info',
}

const minute = 60_000

/** Moves the clock of a process, and leaves its timers as they are. */
const clockOff = (ms: number): Readonly<Record<string, string>> => {
  const program = `const now = Date.now; Date.now = () => now() + ${ms}; const Real = Date; globalThis.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [Real.now()])) } }`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` }
}

/** Starts one whose nodes ask the provider that `provider` names. */
export const startFaultCluster = async (
  kind: ClusterKind,
  nodes: number,
  provider: Readonly<Record<string, string>>,
): Promise<FaultCluster> => {
  await using parts = new AsyncDisposableStack()
  const pair = kind === 'replicated' ? parts.use(await startRedisPair()) : null
  const cluster = parts.use(
    await startCluster({
      nodes,
      members: kind === 'members' ? 3 : 1,
      redisUrl: pair?.url,
      env: { ...env, ...provider },
      ...(kind === 'clocks' ? { envOf: node => clockOff((node - 1) * 4 * minute) } : {}),
    }),
  )
  const owned = parts.move()
  return { ...cluster, kind, pair, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
