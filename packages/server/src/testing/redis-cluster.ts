import { setTimeout as pause } from 'node:timers/promises'
import { slotCount } from '../adapters/redis/redis-link-slot.ts'
import { type RedisProcess, redisLaunchTimeout } from './redis-process.ts'

/** Members of a cluster that share its slots; more than these follow them, one each. */
export const clusterShards = 3

type Ask = (url: string, args: readonly string[]) => Promise<unknown>

const until = async (isSo: () => Promise<boolean>, what: string): Promise<void> => {
  for (const end = performance.now() + redisLaunchTimeout; !(await isSo()); ) {
    if (performance.now() > end) throw new Error(what)
    await pause(50)
  }
}

/** Waits until all members know of each other and of all slots. */
export const untilWhole = async (members: readonly RedisProcess[], ask: Ask): Promise<void> => {
  const facts = ['cluster_state:ok', `cluster_slots_ok:${slotCount}`, `cluster_known_nodes:${members.length}`]
  for (const { url } of members)
    await until(async () => {
      const info = String(await ask(url, ['CLUSTER', 'INFO']))
      return facts.every(fact => info.includes(fact))
    }, 'the members do not find together')
}

/** Waits until a server has all that its primary has, and hears on. */
export const untilFollows = (replica: RedisProcess, ask: Ask): Promise<void> =>
  until(
    async () => String(await ask(replica.url, ['INFO', 'replication'])).includes('master_link_status:up'),
    'a replica does not follow',
  )

/** Gives each of the first three its share of the slots, lets the others follow them, and waits until all know of it. */
export const formCluster = async (members: readonly RedisProcess[], ask: Ask): Promise<void> => {
  const share = Math.ceil(slotCount / clusterShards)
  const [first] = members
  for (const [index, { url }] of members.entries()) {
    if (index < clusterShards) {
      const last = Math.min(slotCount, (index + 1) * share) - 1
      await ask(url, ['CLUSTER', 'ADDSLOTSRANGE', String(index * share), String(last)])
    }
    if (first && index > 0)
      await ask(url, ['CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(first.clusterPort)])
  }
  await untilWhole(members, ask)
  for (const [index, replica] of members.slice(clusterShards).entries()) {
    const primary = String(await ask(members[index]?.url ?? '', ['CLUSTER', 'MYID']))
    await ask(replica.url, ['CLUSTER', 'REPLICATE', primary])
    await untilFollows(replica, ask)
  }
  await untilWhole(members, ask)
}
