import { rollOver } from './cluster-faults.ts'
import { between, cutSome, fault, heldBy, kill, lossyFault, sleep } from './nemesis.ts'
import { redisOf } from './redis-scenarios.ts'
import type { Scenario } from './scenario.ts'

/** Nodes die, sleep and restart. */
export const nodeScenarios: readonly Scenario[] = [
  { name: 'kill', faults: 'SIGKILL of a node, and its return', cluster: 'plain', disturb: kill },
  {
    name: 'sleep',
    faults: 'SIGSTOP past the lease, then SIGCONT',
    cluster: 'plain',
    disturb: nemesis => sleep(nemesis),
  },
  {
    name: 'sleep-flush',
    faults: 'the same, and Redis forgets everything meanwhile',
    cluster: 'plain',
    disturb: nemesis =>
      sleep(nemesis, async asleep => {
        const slept = await heldBy(nemesis, asleep())
        await between(nemesis.random, 500, 5_000)
        await lossyFault(nemesis, 'Redis is flushed', slept)
        await redisOf(nemesis).ask(['FLUSHALL', 'SYNC'])
      }),
  },
  {
    name: 'rolling',
    faults: 'SIGTERM of one node after the other under load',
    cluster: 'plain',
    spotless: true,
    disturb: nemesis => rollOver(nemesis, 1 + nemesis.random.below(2)),
  },
  {
    name: 'clocks',
    faults: 'clocks of the nodes four minutes apart; SIGKILL of one and cut connections',
    cluster: 'clocks',
    async disturb(nemesis) {
      await Promise.all([kill(nemesis), cutSome(nemesis, 3)])
    },
  },
  {
    name: 'kill-and-redis-restart',
    faults: 'SIGKILL of a node while Redis restarts with its data',
    cluster: 'plain',
    async disturb(nemesis) {
      fault(nemesis, 'Redis is killed')
      await redisOf(nemesis).kill()
      const [killed] = await Promise.allSettled([
        kill(nemesis),
        between(nemesis.random, 200, 1_500).then(() => redisOf(nemesis).restart()),
      ])
      if (killed.status === 'rejected') throw killed.reason
    },
  },
]
