import { setTimeout as delay } from 'node:timers/promises'
import { type StartedRedis, startRedis } from '../../packages/server/src/testing/start-redis.ts'
import { startTcpProxy } from '../../packages/server/src/testing/tcp-proxy.ts'

/** A Redis with a replica, behind one address that can change from the one to the other. */
export interface RedisPair extends AsyncDisposable {
  readonly url: string
  /** Until the replica has all that its master has. */
  untilFollowing(): Promise<void>
  /** From now on the replica stays where it is. */
  lag(): Promise<void>
  /** The master is killed, and its replica takes its place as it is; what was killed comes back as its empty replica. */
  promote(): Promise<void>
}

/** Milliseconds. */
const patience = 30_000

const portOf = ({ members }: StartedRedis): number => members[0]?.port ?? 0

const start = (): Promise<StartedRedis> => startRedis({ args: ['--repl-diskless-sync-delay', '0'] })

const follow = (replica: StartedRedis, master: StartedRedis): Promise<unknown> =>
  replica.ask(['REPLICAOF', '127.0.0.1', String(portOf(master))])

/** Starts both on free ports of this machine. */
export const startRedisPair = async (): Promise<RedisPair> => {
  await using parts = new AsyncDisposableStack()
  let master = parts.use(await start())
  let replica = parts.use(await start())
  const proxy = parts.use(await startTcpProxy(portOf(master)))
  await follow(replica, master)
  const owned = parts.move()
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    async untilFollowing() {
      for (const until = performance.now() + patience; performance.now() < until; await delay(50))
        if (String(await replica.ask(['INFO', 'replication'])).includes('master_link_status:up')) return
      throw new Error('the replica does not follow')
    },
    async lag() {
      await replica.ask(['REPLICAOF', 'NO', 'ONE'])
    },
    async promote() {
      await master.kill()
      proxy.setTarget(portOf(replica))
      proxy.drop()
      const former = master
      master = replica
      replica = former
      await replica.restart({ data: false })
      await follow(replica, master)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
