import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { lowPort } from '../../testing/low-port.ts'
import { moveSlot } from '../../testing/move-slot.ts'
import { openRedisRig, type RedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { startRedis } from '../../testing/start-redis.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import type { ChannelWord } from './redis-link-channels.ts'
import { openRoutes } from './redis-link-open.ts'
import { slotOf } from './redis-link-slot.ts'
import { redisScript } from './redis-script.ts'

const patient = { timeout: 60_000, interval: 20 }

const count = redisScript('count-member', `return redis.call('INCRBY', KEYS[1], ARGV[1])`)

const say = redisScript('say', `return redis.call('SPUBLISH', KEYS[1], ARGV[1])`)

/** A key whose slot the member has at first: of three, each has a third in their order. */
const keyAt = (rig: RedisRig, kind: string, member: number): string => {
  const share = Math.ceil(16_384 / 3)
  for (let id = 0; ; id++) {
    const key = rig.link.key(kind, String(id))
    if (Math.floor(slotOf(key) / share) === member) return key
  }
}

const connected = (rig: RedisRig): Promise<void> =>
  vi.waitFor(() => {
    expect(rig.link.state.name).toBe('connected')
    expect(rig.channels.state.name).toBe('connected')
  }, patient)

withRedis(
  'the way to a cluster',
  redis => {
    it('RT14 knows the slot of every key as the members do', async () => {
      for (const key of ['a', 'cv:log:{17}:x', '{}x', 'x{y}{z}', '{{a}}', 'é{😀}', 'cv:limit:{u}:day', ''])
        expect([key, await redis().ask(['CLUSTER', 'KEYSLOT', key])]).toEqual([key, slotOf(key)])
    })

    it('RT14 finds all members from one of its seeds that answers', async () => {
      const [url = ''] = redis().urls
      const rig = await openRedisRig(['redis://127.0.0.1:1', url])
      for (const member of [0, 1, 2]) expect(await rig.link.run(count, [keyAt(rig, 'seed', member)], [1])).toBe(1)
      await rig.link.check()
      expect(rig.link.state.name).toBe('connected')
      await rig.close()
    })

    it('RT14 one address that is a member’s leads to the whole cluster, to say and to hear', async () => {
      const [url = ''] = redis().urls
      const rig = await openRedisRig([url])
      const words: ChannelWord[] = []
      for (const member of [0, 1, 2]) {
        const key = keyAt(rig, 'one-address', member)
        expect(await rig.link.run(count, [key], [1])).toBe(1)
        await rig.channels.listen(key, word => words.push(word))
        await rig.link.run(say, [key], [`${member}`])
      }
      await vi.waitFor(
        () => expect(words.map(word => word.kind === 'said' && word.text).sort()).toEqual(['0', '1', '2']),
        patient,
      )
      await rig.link.check()
      await rig.close()
      expect([rig.link.state.name, rig.channels.state.name]).toEqual(['closed', 'closed'])
    })

    it('RT14 one address that answers only later is found to be a cluster’s then', async () => {
      const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
      proxy.setMode('refuse')
      const rig = await openRedisRig([`redis://127.0.0.1:${proxy.port}`])
      expect([rig.link.state.name, rig.channels.state.name]).toEqual(['away', 'away'])
      const key = keyAt(rig, 'later', 2)
      const words: ChannelWord[] = []
      await rig.channels.listen(key, word => words.push(word))
      proxy.setMode('pass')
      await connected(rig)
      await vi.waitFor(() => expect(words).toEqual([{ kind: 'renewed' }]), patient)
      expect(await rig.link.run(count, [key], [1])).toBe(1)
      await rig.close()
      await proxy.close()
    })

    it('RT14 a way that is closed while it is found out to be a cluster’s leaves nobody there', async () => {
      const urls = redis().urls.slice(0, 1)
      const clock = { now: () => Date.now(), monotonic: () => performance.now() }
      for (let round = 0; round < 12; round++) {
        const options = { urls, prefix: 'cv', clock, logger: silentLogger, timeoutMs: 15_000 }
        const routes = openRoutes(options, { changed() {} })
        await pause(3 * round)
        await routes.close()
        expect(routes.state.name).toBe('closed')
      }
      for (const member of redis().members.keys())
        await vi.waitFor(async () => {
          const clients = String(await redis().ask(['CLIENT', 'LIST', 'TYPE', 'NORMAL'], member)).trim()
          expect(clients.split('\n')).toHaveLength(1)
        }, patient)
    })

    it('RT14 the number of a database is refused at the start of a cluster, with the remedy', async () => {
      const numbered = redis().urls.map(url => `${url}/3`)
      for (const urls of [numbered, numbered.slice(0, 1)])
        await expect(openRedisRig(urls)).rejects.toMatchObject({
          code: 'store_unavailable',
          retryAfter: undefined,
          detail: expect.stringContaining('leave the number out'),
        })
    })

    it('RT14 follows a slot that moves, and each command is done once', async () => {
      const rig = await openRedisRig(redis().urls)
      const key = keyAt(rig, 'moves', 0)
      expect(await rig.link.run(count, [key], [1])).toBe(1)
      const moves = await moveSlot(redis(), key, 0, 1)
      await moves.begin()
      expect(await rig.link.run(count, [key], [1])).toBe(2)
      await moves.end()
      expect(await rig.link.run(count, [key], [1])).toBe(3)
      // While it moves, what is not there is asked for where it goes.
      const back = await moveSlot(redis(), key, 1, 0)
      await rig.link.command(key, ['DEL', key])
      await back.begin()
      expect(await rig.link.command(key, ['INCRBY', key, '7'])).toBe(7)
      expect(await rig.link.command(key, ['GET', key])).toBe('7')
      await back.end()
      expect(await rig.link.run(count, [key], [1])).toBe(8)
      await rig.close()
    })

    it('RT14 follows a slot to a member that had none before', async () => {
      const [first] = redis().members
      const clusterPort = String(await lowPort())
      const fresh = await startRedis({
        // Without its only slot it would become a replica.
        args: ['--cluster-enabled', 'yes', '--cluster-port', clusterPort, '--cluster-allow-replica-migration', 'no'],
      })
      const rig = await openRedisRig(redis().urls)
      const key = keyAt(rig, 'fresh', 0)
      await rig.link.run(count, [key], [1])
      await fresh.ask(['CLUSTER', 'MEET', '127.0.0.1', String(first?.port), String(first?.clusterPort)])
      const all = [...redis().members.keys()]
      const id = String(await fresh.ask(['CLUSTER', 'MYID']))
      // Also of a test that failed nothing is left: the next one would meet it.
      onTestFinished(async () => {
        await fresh.stop()
        for (const member of all) await redis().ask(['CLUSTER', 'FORGET', id], member)
      })
      await vi.waitFor(async () => {
        // One that has just come takes the cluster for down, until it knows who has which slots.
        const told = [fresh.ask(['CLUSTER', 'INFO']), ...all.map(member => redis().ask(['CLUSTER', 'INFO'], member))]
        for (const info of await Promise.all(told)) {
          expect(String(info)).toContain('cluster_known_nodes:4')
          expect(String(info)).toContain('cluster_state:ok')
        }
      }, patient)
      const four = {
        members: [...redis().members, ...fresh.members],
        ask: (words: readonly string[], member = 0) => (member === 3 ? fresh.ask(words) : redis().ask(words, member)),
      }
      const move = await moveSlot(four, key, 0, 3)
      await move.begin()
      // It is not there any more, so it is asked for where it goes: at one that the slots do not name yet.
      await rig.link.command(key, ['DEL', key])
      expect(await rig.link.command(key, ['INCRBY', key, '5'])).toBe(5)
      expect(rig.link.state.name).toBe('connected')
      await move.end()
      expect(await rig.link.run(count, [key], [1])).toBe(6)
      const back = await moveSlot(four, key, 3, 0)
      await back.begin()
      await back.end()
      expect(await rig.link.run(count, [key], [1])).toBe(7)
      await rig.close()
    }, 120_000)

    it('RT14 a channel whose slot moves is heard on, and its listeners are told', async () => {
      const rig = await openRedisRig(redis().urls)
      const channel = keyAt(rig, 'heard', 0)
      const words: ChannelWord[] = []
      await rig.channels.listen(channel, word => words.push(word))
      await rig.link.run(say, [channel], ['before'])
      await vi.waitFor(() => expect(words).toEqual([{ kind: 'said', text: 'before' }]), patient)
      const moves = await moveSlot(redis(), channel, 0, 2)
      await moves.begin()
      await moves.end()
      await vi.waitFor(() => expect(words).toContainEqual({ kind: 'renewed' }), patient)
      await rig.link.run(say, [channel], ['after'])
      await vi.waitFor(() => expect(words).toContainEqual({ kind: 'said', text: 'after' }), patient)
      const back = await moveSlot(redis(), channel, 2, 0)
      await back.begin()
      await back.end()
      await rig.close()
    })

    it('RT14 a member that dies takes only its own slots along, until it is back', async () => {
      const rig = await openRedisRig(redis().urls)
      const [lost, kept] = [keyAt(rig, 'dies', 2), keyAt(rig, 'dies', 1)]
      await rig.link.run(count, [lost], [1])
      const words: ChannelWord[] = []
      await rig.channels.listen(lost, word => words.push(word))
      const states: string[] = []
      rig.link.watch(({ name }) => states.push(name))
      await redis().members[2]?.kill()
      await vi.waitFor(() => expect(rig.link.state.name).toBe('away'), patient)
      await expect(rig.link.run(count, [lost], [1])).rejects.toMatchObject({ code: 'store_unavailable' })
      await expect(rig.link.check()).rejects.toMatchObject({ code: 'store_unavailable' })
      expect(await rig.link.run(count, [kept], [1])).toBe(1)
      await redis().restart()
      await connected(rig)
      expect(await rig.link.run(count, [lost], [1])).toBe(2)
      expect(states.at(0)).toBe('away')
      expect(states.at(-1)).toBe('connected')
      await vi.waitFor(() => expect(words).toContainEqual({ kind: 'renewed' }), patient)
      await rig.close()
    }, 120_000)
  },
  { cluster: true },
)
