import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { LogWord } from '../../ports/generation-log.ts'
import { log as names, open, text } from '../../testing/generation-log-contract/log-entries.ts'
import { moveSlot } from '../../testing/move-slot.ts'
import { redisLaunchTimeout } from '../../testing/redis-process.ts'
import { openRedisRig, type RedisRig } from '../../testing/redis-rig.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { type RedisShard, shardsOf } from '../../testing/redis-shard.ts'
import { placeOf } from './log-places.ts'

const patient = { timeout: 60_000, interval: 20 }

const streamOf = ({ link }: RedisRig): string => placeOf(link, names.a).stream

const seqs = async ({ log }: RedisRig): Promise<number[]> =>
  (await log.read(names.a)).map(({ position }) => position.seq)

/** Writes one entry after another as an owner does: one that failed comes again as it is. Answers what ends it. */
const writing = ({ log }: RedisRig, first = 1): (() => Promise<number>) => {
  let goesOn = true
  const write = async (): Promise<number> => {
    for (let seq = first; ; seq++) {
      for (;;) {
        const [outcome] = await log.append([text(names.a, 1, seq, seq - 1, 'x')])
        if (outcome?.result === 'ok' || outcome?.result === 'held') break
        if (outcome?.result === 'top') throw new Error(`refused at ${seq}: ${JSON.stringify(outcome.top)}`)
        await pause(10)
      }
      if (!goesOn) return seq
    }
  }
  const written = write()
  written.catch(() => {})
  return () => {
    goesOn = false
    return written
  }
}

const upTo = (count: number): number[] => Array.from({ length: count + 1 }, (_, seq) => seq)

withRedis(
  'the log in a cluster that fails',
  redis => {
    const opened = async (): Promise<RedisRig & { readonly heard: LogWord[] }> => {
      const rig = await openRedisRig(redis().urls.slice(0, 1))
      const heard: LogWord[] = []
      await rig.log.watch(names.a, word => heard.push(word))
      onTestFinished(() => rig.close())
      expect(await rig.log.append([open(names.a, 1)])).toEqual([{ result: 'ok' }])
      return Object.assign(Object.create(rig), { heard })
    }

    /** The shard of the log. A test that fails leaves it whole for the next one too. */
    const shardOf = async (rig: RedisRig): Promise<RedisShard> => {
      const [shard] = await shardsOf(redis(), streamOf(rig))
      onTestFinished(() => shard.mend(), 2 * redisLaunchTimeout)
      return shard
    }

    it('RT2 a slot that moves and comes back while a log is written loses and repeats nothing', async () => {
      const rig = await opened()
      const [{ primary }, { primary: to }] = await shardsOf(redis(), streamOf(rig))
      const end = writing(rig)
      for (const [from, next] of [
        [primary, to],
        [to, primary],
      ] as const) {
        const move = await moveSlot(redis(), streamOf(rig), from, next)
        await move.begin()
        const before = (await seqs(rig)).length
        await vi.waitFor(async () => expect((await seqs(rig)).length).toBeGreaterThan(before), patient)
        rig.heard.length = 0
        await move.end()
        await vi.waitFor(() => expect(rig.heard).toContain('renewed'), patient)
        rig.heard.length = 0
        await vi.waitFor(() => expect(rig.heard).toContain('grown'), patient)
      }
      const last = await end()
      expect(await seqs(rig)).toEqual(upTo(last))
    }, 120_000)

    it('RT2 a new log in a slot that moves is refused for a time, and opened afterwards', async () => {
      const rig = await opened()
      const [{ primary }, { primary: to }] = await shardsOf(redis(), streamOf(rig))
      const bucket = streamOf(rig).split(':').at(-2)
      const fresh = Array.from({ length: 1_000 }, (_, id) => `fresh-${id}`).find(
        name => placeOf(rig.link, name).stream.split(':').at(-2) === bucket,
      ) as string
      const move = await moveSlot(redis(), streamOf(rig), primary, to)
      await move.begin()
      const first = await rig.log.append([open(fresh, 1)])
      expect(first).toMatchObject([{ result: 'failed', reason: expect.stringContaining('a slot is moving') }])
      await move.end()
      await vi.waitFor(async () => expect(await rig.log.append([open(fresh, 1)])).toEqual([{ result: 'ok' }]), patient)
      const back = await moveSlot(redis(), streamOf(rig), to, primary)
      await back.begin()
      await back.end()
      expect((await rig.log.running()).toSorted()).toEqual([names.a, fresh].toSorted())
    }, 120_000)

    it('RT5 a planned change of the primary loses and repeats nothing of a log that is written', async () => {
      const rig = await opened()
      const shard = await shardOf(rig)
      const end = writing(rig)
      await vi.waitFor(async () => expect((await seqs(rig)).length).toBeGreaterThan(5), patient)
      await shard.takenOver('as planned')
      const before = (await seqs(rig).catch(() => [])).length
      await vi.waitFor(async () => expect((await seqs(rig)).length).toBeGreaterThan(before), patient)
      const last = await end()
      expect(await seqs(rig)).toEqual(upTo(last))
      await vi.waitFor(() => expect(rig.heard).toContain('renewed'), patient)
    }, 120_000)

    it('RT5 a shard whose primary dies goes on at its replica, with all that the replica had', async () => {
      const rig = await opened()
      const shard = await shardOf(rig)
      expect(await rig.log.append([text(names.a, 1, 1, 0, 'x')])).toEqual([{ result: 'ok' }])
      await rig.link.command(streamOf(rig), ['WAIT', '1', '10000'])
      await redis().members[shard.primary]?.kill()
      const next = text(names.a, 1, 2, 1, 'x')
      expect(await rig.log.append([next])).toMatchObject([{ result: 'failed' }])
      await shard.takenOver('by itself')
      await vi.waitFor(async () => expect(await rig.log.append([next])).toEqual([{ result: 'ok' }]), patient)
      await vi.waitFor(() => expect(rig.link.state.name).toBe('connected'), patient)
      await vi.waitFor(() => expect(rig.heard).toContain('renewed'), patient)
      // A word in a moment without subscription is lost, and a renewal says so: one of the next is heard.
      rig.heard.length = 0
      const end = writing(rig, 3)
      await vi.waitFor(() => expect(rig.heard).toContain('grown'), patient)
      const last = await end()
      expect(await seqs(rig)).toEqual(upTo(last))
    }, 180_000)

    it('RT5 a replica that lagged says what it has, and what it lacks is asked for again, never skipped', async () => {
      const rig = await opened()
      const shard = await shardOf(rig)
      expect(await rig.log.append([text(names.a, 1, 1, 0, 'one')])).toEqual([{ result: 'ok' }])
      await rig.link.command(streamOf(rig), ['WAIT', '1', '10000'])
      await shard.stopReplication()
      expect(await rig.log.append([text(names.a, 1, 2, 3, 'two')])).toEqual([{ result: 'ok' }])
      await redis().members[shard.primary]?.kill()
      await shard.takenOver('at once')
      const next = text(names.a, 1, 3, 6, 'three')
      await vi.waitFor(
        async () => expect(await rig.log.append([next])).toEqual([{ result: 'top', top: { term: 1, seq: 1 } }]),
        patient,
      )
      expect(await seqs(rig)).toEqual([0, 1])
    }, 180_000)
  },
  { cluster: 'with replicas' },
)
