import { untilReadiness } from '../cluster/readiness.ts'
import { killPrimary, stepDownPrimary } from './cluster-faults.ts'
import { between, fault } from './nemesis.ts'
import type { Scenario } from './scenario.ts'

/** The store changes its primary, or is away. */
export const mongoScenarios: readonly Scenario[] = [
  {
    name: 'mongo-stepdown',
    faults: 'the primary of MongoDB steps down',
    cluster: 'members',
    async disturb(nemesis) {
      fault(nemesis, 'the primary steps down')
      await stepDownPrimary(nemesis.cluster)
    },
  },
  {
    name: 'mongo-restart',
    faults: 'the primary of MongoDB is killed and comes back',
    cluster: 'members',
    async disturb(nemesis) {
      fault(nemesis, 'the primary is killed')
      const restart = await killPrimary(nemesis.cluster)
      await restart()
    },
  },
  {
    name: 'mongo-away',
    faults: 'all of MongoDB is killed, and away for twenty seconds',
    cluster: 'plain',
    isLong: true,
    async disturb(nemesis) {
      fault(nemesis, 'MongoDB is away')
      const restart = await killPrimary(nemesis.cluster)
      try {
        await Promise.all([
          between(nemesis.random, 17_000, 23_000),
          untilReadiness(nemesis.cluster.nodes, 'store', 'unready'),
        ])
      } finally {
        await restart()
      }
      await untilReadiness(nemesis.cluster.nodes, 'store', 'ready')
    },
  },
]
