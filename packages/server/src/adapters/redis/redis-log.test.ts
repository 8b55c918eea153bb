import { expect, it, vi } from 'vitest'
import type { LogWord } from '../../ports/generation-log.ts'
import { generationLogContract } from '../../testing/generation-log-contract/generation-log-contract.ts'
import { log as names, open, text } from '../../testing/generation-log-contract/log-entries.ts'
import { openRedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { type StartedRedis, startRedis } from '../../testing/start-redis.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'

const patient = { timeout: 60_000, interval: 10 }

/** What holds on one Redis as in a cluster. */
const everywhere = (redis: () => StartedRedis): void => {
  generationLogContract('the log in Redis', async () => {
    const rig = await openRedisRig(redis().urls)
    return { log: rig.log, reopen: rig.reopen, dispose: rig.close }
  })

  it('RT14 appends to many logs at once are all done, each is heard where it is watched, and all are running', async () => {
    const writer = await openRedisRig(redis().urls)
    const reader = await openRedisRig(redis().urls, { prefix: writer.prefix })
    const logs = Array.from({ length: 100 }, (_, place) => `01920000-0000-7000-8002-${String(place).padStart(12, '0')}`)
    const heard = new Map<string, LogWord[]>(logs.map(name => [name, []]))
    await Promise.all(logs.map(name => reader.log.watch(name, word => heard.get(name)?.push(word))))
    const windows = [
      await writer.log.append(logs.map(name => open(name, 1))),
      await writer.log.append(logs.map(name => text(name, 1, 1, 0, name))),
    ]
    expect(windows.flat().map(({ result }) => result)).toEqual(Array.from({ length: 200 }, () => 'ok'))
    await vi.waitFor(() => {
      for (const name of logs) expect(heard.get(name)).toEqual(['grown', 'grown'])
    }, patient)
    expect((await reader.log.running()).sort()).toEqual(logs)
    for (const name of logs)
      expect((await reader.log.read(name, { term: 1, seq: 0 }))[0]?.items).toMatchObject([{ text: name }])
    await writer.close()
    await reader.close()
  })
}

withRedis('one Redis', redis => {
  everywhere(redis)

  it('RT5 a log goes on at a replica that was promoted', async () => {
    const port = redis().members[0]?.port ?? 0
    const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(port)] })
    const proxy = await startTcpProxy(port)
    try {
      await vi.waitFor(
        async () => expect(String(await replica.ask(['INFO', 'replication']))).toContain('master_link_status:up'),
        patient,
      )
      const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
      const heard: LogWord[] = []
      await rig.log.watch(names.a, word => heard.push(word))
      await rig.log.append([open(names.a, 1)])
      await rig.log.append([text(names.a, 1, 1, 0, 'one')])
      await rig.link.command(names.a, ['WAIT', '1', '10000'])
      // The old primary follows the new one, and says so to whoever still writes to it.
      await replica.ask(['REPLICAOF', 'NO', 'ONE'])
      await redis().ask(['REPLICAOF', '127.0.0.1', String(replica.members[0]?.port)])
      proxy.setTarget(replica.members[0]?.port ?? 0)
      const next = text(names.a, 1, 2, 3, 'two')
      expect((await rig.log.append([next]))[0]).toMatchObject({ result: 'failed' })
      await vi.waitFor(async () => expect(await rig.log.append([next])).toEqual([{ result: 'ok' }]), patient)
      await vi.waitFor(() => expect(heard).toContain('renewed'), patient)
      expect((await rig.log.read(names.a)).map(({ position }) => position.seq)).toEqual([0, 1, 2])
      await rig.close()
    } finally {
      await redis().ask(['REPLICAOF', 'NO', 'ONE'])
      await proxy.close()
      await replica.stop()
    }
  }, 120_000)
})

withRedis('a cluster of Redis', everywhere, { cluster: true })
