import { slotOf } from '../adapters/redis/redis-link-slot.ts'
import type { RedisProcess } from './redis-process.ts'
import type { StartedRedis } from './start-redis.ts'

/** A slot that goes from one member of a cluster to another, in the steps that operators take. */
export interface SlotMove {
  /** From now on what is not there is asked for where it goes. */
  begin(): Promise<void>
  /** Moves its keys, and tells both whose it is. */
  end(): Promise<void>
}

/** Gives the slot of a key from one member to another, each by its place among the members. */
export const moveSlot = async (
  { ask, members }: Pick<StartedRedis, 'ask'> & { readonly members: readonly Pick<RedisProcess, 'port'>[] },
  key: string,
  from: number,
  to: number,
): Promise<SlotMove> => {
  const slot = String(slotOf(key))
  const [fromId = '', toId = ''] = (await Promise.all([from, to].map(member => ask(['CLUSTER', 'MYID'], member)))).map(
    String,
  )
  return {
    async begin() {
      await ask(['CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId], to)
      await ask(['CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId], from)
    },
    async end() {
      const port = String(members[to]?.port)
      for (;;) {
        const keys = (await ask(['CLUSTER', 'GETKEYSINSLOT', slot, '100'], from)) as string[]
        if (keys.length === 0) break
        await ask(['MIGRATE', '127.0.0.1', port, '', '0', '10000', 'KEYS', ...keys], from)
      }
      for (const member of [to, from]) await ask(['CLUSTER', 'SETSLOT', slot, 'NODE', toId], member)
    },
  }
}
