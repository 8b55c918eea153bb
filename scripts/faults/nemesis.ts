import { setTimeout as delay } from 'node:timers/promises'
import { StartTimeout } from '../../packages/server/src/testing/server-process.ts'
import { metricOf } from '../../packages/server/src/testing/whole-server/metrics-of.ts'
import type { SeededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'
import type { FaultCluster } from './fault-cluster.ts'
import { incarnationOf } from './incarnation-of.ts'
import { NoResult } from './no-result.ts'
import type { RunningAnswer } from './read-facts.ts'
import type { Recorder } from './recorder.ts'

/** What a nemesis has at hand. */
export interface Nemesis {
  readonly cluster: FaultCluster
  readonly recorder: Recorder
  readonly random: SeededRandom
  /** How many devices people have open now. */
  devices(): number
  /** All answers that are open now. */
  running(): Promise<readonly RunningAnswer[]>
}

/** Moments of the seed's choice. */
export const between = (random: SeededRandom, from: number, to: number): Promise<void> =>
  delay(from + random.below(to - from))

/** A node that runs answers just now, if one does within a moment. */
export const someNode = async ({ cluster: { nodes }, random }: Nemesis): Promise<number> => {
  for (let tries = 0; tries < 20; tries++) {
    const running = await Promise.all(
      nodes.map(({ url }) => metricOf(url, 'chat_view_generations_running').catch(() => 0)),
    )
    const busy = running.flatMap((answers, at) => (answers > 0 ? [at] : []))
    if (busy.length > 0) return random.pick(busy)
    await delay(100)
  }
  return random.below(nodes.length)
}

/** Logs a fault that is no node's, and costs no text. */
export const fault = ({ recorder }: Nemesis, what: string): void =>
  recorder.add({ kind: 'fault', what, mayCostText: [] })

/** Answers that a node runs: asked as it falls asleep, those whose text nobody holds from then on but Redis. */
export const heldBy = async ({ running }: Nemesis, node: string): Promise<ReadonlySet<string>> =>
  new Set((await running()).flatMap(({ id, owner }) => (owner === node ? [id] : [])))

/**
 * Logs that Redis loses data while an owner sleeps. Told before it is done: of what it held as it fell asleep, only what is
 * open still may lose text, be it taken over or not. A term tells nothing of that: owners that live raise their own.
 */
export const lossyFault = async (
  { recorder, running }: Nemesis,
  what: string,
  slept: ReadonlySet<string>,
): Promise<void> => {
  const open = await running()
  recorder.add({ kind: 'fault', what, mayCostText: open.flatMap(({ id }) => (slept.has(id) ? [id] : [])) })
}

/** Starts a node that has ended. @throws NoResult where the machine is too slow for it */
export const startAgain = async ({ cluster, recorder }: Nemesis, at: number): Promise<void> => {
  const node = `node ${at + 1}`
  try {
    await cluster.nodes[at]?.start()
  } catch (error) {
    if (error instanceof StartTimeout) throw new NoResult(`${node} was not up in time`, { cause: error })
    throw error
  }
  recorder.add({ kind: 'node', node, state: 'started' })
}

/** SIGKILL, and it comes back. */
export const kill = async (nemesis: Nemesis): Promise<void> => {
  const { cluster, recorder, random } = nemesis
  const at = await someNode(nemesis)
  const node = `node ${at + 1}`
  recorder.add({ kind: 'node', node, state: 'killed' })
  await cluster.nodes[at]?.kill('SIGKILL')
  await between(random, 0, 1_500)
  await startAgain(nemesis, at)
}

/** SIGSTOP for longer than a lease, then SIGCONT. Meanwhile is told who sleeps, as rows name their owner. */
export const sleep = async (
  nemesis: Nemesis,
  meanwhile: (asleep: () => string) => Promise<void> = async () => {},
): Promise<void> => {
  const { cluster, recorder, random } = nemesis
  const at = await someNode(nemesis)
  const pid = cluster.nodes[at]?.pid ?? 0
  const asleep = (): string => incarnationOf(cluster.nodes[at]?.output ?? '')
  const node = `node ${at + 1}`
  process.kill(pid, 'SIGSTOP')
  recorder.add({ kind: 'node', node, state: 'held' })
  try {
    await Promise.all([between(random, 3_500, 8_000), meanwhile(asleep)])
  } finally {
    process.kill(pid, 'SIGCONT')
    recorder.add({ kind: 'node', node, state: 'resumed' })
  }
}

/** Connections cut, whole or in the middle of a frame. */
export const cutSome = async ({ cluster, random }: Nemesis, times: number): Promise<void> => {
  for (let cut = 0; cut < times; cut++) {
    await between(random, 100, 700)
    if (random.below(2) === 0) cluster.proxy.dropAfter(random.below(900))
    else cluster.proxy.drop(random.below(2) === 0 ? random.below(cluster.nodes.length) : undefined)
  }
}
