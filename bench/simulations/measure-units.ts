import { machine } from '../harness/machine.ts'
import { words } from '../harness/number-words.ts'
import { measureCommands } from './measure/commands.ts'
import { measureConnections } from './measure/connections.ts'
import { measureRedis } from './measure/redis.ts'

const show = (title: string, costs: object): void => {
  for (const [name, value] of Object.entries(costs)) console.log(`${title} ${name}: ${words(value as number)}`)
}

/**
 * Measures what one of each costs, in CPU time, which a busy machine hardly changes, and prints it: the figures of
 * `measured-costs.ts`. Wants Linux, a `redis-server` and a `mongod`; starts what it measures.
 */
export const measureUnits = async (seconds: number): Promise<void> => {
  console.log(machine())
  show('connection', await measureConnections(1_000, seconds))
  show('redis', await measureRedis(100, 200, 10_000))
  show('command', await measureCommands(seconds))
}
