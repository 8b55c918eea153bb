import { setTimeout as delay } from 'node:timers/promises'
import { metricOf } from '../../packages/server/src/testing/whole-server/metrics-of.ts'
import { between, cutSome, kill, type Nemesis } from './nemesis.ts'
import type { Scenario } from './scenario.ts'

/** Milliseconds: two heartbeats, and what a busy machine adds. */
const patience = 15_000

/** Until no node has a connection that nobody is at. */
const untilNoticed = async ({ cluster: { nodes }, devices }: Nemesis): Promise<void> => {
  let open = 0
  for (const until = performance.now() + patience; performance.now() < until; await delay(100)) {
    const counts = await Promise.all(nodes.map(({ url }) => metricOf(url, 'chat_view_connections')))
    open = counts.reduce((sum, count) => sum + count, 0)
    if (open <= devices()) return
  }
  throw new Error(`nodes have ${open} connections of ${devices()} devices`)
}

/** What is between readers and nodes is cut, slow, silent, or no socket at all. */
export const readerScenarios: readonly Scenario[] = [
  {
    name: 'moves',
    faults: 'readers are sent from node to node in the middle of answers',
    cluster: 'plain',
    async disturb({ cluster: { proxy, nodes }, random }) {
      for (let at = random.below(nodes.length), moves = 0; moves < 6; moves++, at++) {
        proxy.only([at % nodes.length])
        proxy.drop()
        await between(random, 300, 900)
      }
      proxy.only(null)
    },
  },
  {
    name: 'sockets',
    faults: 'connections are cut, also inside frames',
    cluster: 'plain',
    disturb: nemesis => cutSome(nemesis, 8),
  },
  {
    name: 'slow-readers',
    faults: 'some connections bring a byte at a time, some are silent and half open',
    cluster: 'plain',
    async disturb(nemesis) {
      const { cluster, random } = nemesis
      try {
        const first = random.below(3)
        cluster.proxy.strain('silent', nth => nth % 3 === first)
        for (let times = 0; times < 4; times++) {
          cluster.proxy.strain('slow', () => random.below(3) === 0)
          await between(random, 500, 1_200)
        }
        await untilNoticed(nemesis)
      } finally {
        cluster.proxy.relieve()
      }
    },
  },
  {
    name: 'http',
    faults: 'everybody comes over HTTP; connections are cut, and SIGKILL of a node',
    cluster: 'plain',
    way: 'http',
    async disturb(nemesis) {
      await Promise.all([kill(nemesis), cutSome(nemesis, 5)])
    },
  },
  {
    name: 'http-buffered',
    faults: 'the same while event streams are held back on their way to the end',
    cluster: 'plain',
    way: 'held-http',
    async disturb(nemesis) {
      // What is held back is noticed first.
      await between(nemesis.random, 1_500, 4_000)
      await Promise.all([kill(nemesis), cutSome(nemesis, 3)])
    },
  },
]
