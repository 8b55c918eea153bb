import { isOpenGeneration } from '@chat-view/protocol/codes'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { placeOf } from '../adapters/redis/log-places.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { textOfParts } from '../domain/text-of-parts.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { withMongo } from '../testing/mongo-server.ts'
import { moveSlot } from '../testing/move-slot.ts'
import { redisLaunchTimeout } from '../testing/redis-process.ts'
import { withRedis } from '../testing/redis-server.ts'
import { shardsOf } from '../testing/redis-shard.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { askShared, leaseMs, newPrefix, type SharedNode, startSharedNode } from '../testing/shared-nodes.ts'
import type { StartedRedis } from '../testing/start-redis.ts'

const patient = { timeout: 40_000, interval: 20 }
const wordsOf = (count: number): string => Array.from({ length: count }, (_, n) => `${n} 😀 `).join('')
const spoken = (count: number, ms: number, end: ProviderStep): ProviderStep[] => [
  { type: 'connected' },
  ...Array.from({ length: count }, (_, n): ProviderStep[] => [
    { type: 'text', text: `${n} 😀 ` },
    { type: 'wait', ms },
  ]).flat(),
  end,
]
const stop: ProviderStep = { type: 'end', reason: 'stop' }

/** Where the log of an answer lies. */
const streamOf = (generationId: string): string =>
  placeOf({ key: (kind, id) => `${kind}:{${id}}` }, generationId).stream

const awayFor = (node: SharedNode): number => {
  const lease = node.lease()
  return lease.name === 'away' ? Date.now() - lease.since : 0
}

const running: SharedNode[] = []
afterEach(async () => {
  for (const node of running.splice(0)) await node.close()
})

const read = (node: SharedNode, threadId: string) => {
  const reader = new AssemblingReader()
  node.follow(threadId, reader)
  return reader
}
const ended = async ({ store }: SharedNode, id: string) => {
  await expect
    .poll(async () => isOpenGeneration((await store.getGeneration(id))?.state ?? 'queued'), patient)
    .toBe(false)
  return await store.getGeneration(id)
}
const storedText = async ({ store }: SharedNode, id: string) => textOfParts((await store.getMessage(id))?.parts ?? [])

await withMongo('two nodes on one Redis and one database', mongo => {
  const pair = async (script: readonly ProviderStep[], on: StartedRedis) => {
    const given = { mongoUrl: mongo.newUrl(), redisUrl: on.urls[0] ?? '', prefix: newPrefix(), script }
    const first = await startSharedNode({ ...given, name: 'node-1' })
    running.push(first)
    const second = await startSharedNode({ ...given, name: 'node-2' })
    running.push(second)
    return [first, second] as const
  }

  withRedis('with a Redis of their own', redis => {
    it('RT14.1 an answer of one node is read on the other, byte for byte', async () => {
      const [first, second] = await pair(spoken(60, 10, stop), redis())
      const { threadId, messageId, generationId, begin } = await askShared(first)
      const [here, there] = [read(first, threadId), read(second, threadId)]
      begin()
      await expect.poll(() => there.textOf(generationId), patient).toBe(wordsOf(60))
      expect(here.textOf(generationId)).toBe(wordsOf(60))
      expect([...here.misfits, ...there.misfits]).toEqual([])
      expect(await ended(second, generationId)).toMatchObject({ state: 'done', owner: 'node-1' })
      expect(await storedText(second, messageId)).toBe(wordsOf(60))
      await expect.poll(() => second.generations.caughtUp?.(threadId) ?? null, patient).toBe(null)
    })

    it('RT14.3 a stop from the other node ends it, with all that was shown', async () => {
      const [first, second] = await pair(spoken(20, 10, { type: 'hang' }), redis())
      const { threadId, messageId, generationId, begin } = await askShared(first)
      const there = read(second, threadId)
      begin()
      await expect.poll(() => there.textOf(generationId), patient).toBe(wordsOf(20))
      const { changes } = await second.store.requestStop({ id: generationId, at: Date.now() })
      expect(changes).toEqual([])
      second.generations.stop(generationId)
      expect(await ended(second, generationId)).toMatchObject({ state: 'stopped', owner: 'node-1' })
      expect(await storedText(second, messageId)).toBe(wordsOf(20))
      expect(first.provider.open).toBe(0)
    })

    it('RT5 an answer of a node that was killed is interrupted by the other, which tells its readers', async () => {
      const [first, second] = await pair(spoken(20, 10, { type: 'hang' }), redis())
      const { threadId, messageId, generationId, begin } = await askShared(first)
      const there = read(second, threadId)
      begin()
      await expect.poll(() => there.textOf(generationId), patient).toBe(wordsOf(20))
      running.shift()
      await first.abandon()
      expect(await second.store.getGeneration(generationId)).toMatchObject({ state: 'streaming', term: 1 })
      expect(await ended(second, generationId)).toMatchObject({ state: 'interrupted', owner: 'node-2', term: 2 })
      expect(await storedText(second, messageId)).toBe(wordsOf(20))
    })

    it('RT14.2 an owner that was cut off past its lease is refused when it is back', async () => {
      const [first, second] = await pair(spoken(3_000, 10, stop), redis())
      const { threadId, messageId, generationId, begin } = await askShared(first)
      const [here, there] = [read(first, threadId), read(second, threadId)]
      begin()
      await expect.poll(() => there.textOf(generationId).length, patient).toBeGreaterThan(40)
      first.way.setMode('stall')
      const row = await ended(second, generationId)
      expect(row).toMatchObject({ state: 'interrupted', owner: 'node-2' })
      const stored = await storedText(second, messageId)
      first.way.setMode('pass')
      await expect.poll(() => first.generations.stats().running, patient).toBe(0)
      expect(first.provider.open).toBe(0)
      expect(await second.store.getGeneration(generationId)).toEqual(row)
      expect(await storedText(second, messageId)).toBe(stored)
      for (const reader of [here, there]) expect(stored.startsWith(reader.textOf(generationId))).toBe(true)
    })

    it('RT14.6 a Redis that comes back without its data: the owner writes its log anew, and nothing is interrupted', async () => {
      const [first, second] = await pair(spoken(600, 10, stop), redis())
      const { threadId, messageId, generationId, begin } = await askShared(first)
      const [here, there] = [read(first, threadId), read(second, threadId)]
      begin()
      await expect.poll(() => there.textOf(generationId).length, patient).toBeGreaterThan(40)
      await redis().restart({ data: false })
      expect(await ended(second, generationId)).toMatchObject({ state: 'done', owner: 'node-1' })
      expect(await storedText(second, messageId)).toBe(wordsOf(600))
      await expect.poll(() => here.textOf(generationId), patient).toBe(wordsOf(600))
      expect(wordsOf(600).startsWith(there.textOf(generationId))).toBe(true)
      expect([...here.misfits, ...there.misfits]).toEqual([])
    })

    it('RT14.5 a Redis that is away for longer than a lease interrupts nothing, and what was missed is shown when it is back', async () => {
      const [first, second] = await pair(spoken(1_200, 10, stop), redis())
      const { threadId, generationId, begin } = await askShared(first)
      const there = read(second, threadId)
      begin()
      await expect.poll(() => there.textOf(generationId).length, patient).toBeGreaterThan(40)
      redis().pause()
      await expect.poll(() => [first.lease().name, second.lease().name], patient).toEqual(['away', 'away'])
      expect(() => first.generations.plan({ settings: {} } as never, null)).toThrow(
        expect.objectContaining({ code: 'overloaded', retryAfter: 5 }),
      )
      const shown = there.textOf(generationId)
      await expect.poll(() => awayFor(first), patient).toBeGreaterThan(leaseMs)
      expect(there.textOf(generationId)).toBe(shown)
      redis().resume()
      await expect.poll(() => [first.lease().name, second.lease().name], patient).toEqual(['held', 'held'])
      await expect.poll(() => there.textOf(generationId), patient).toBe(wordsOf(1_200))
      expect(await ended(second, generationId)).toMatchObject({ state: 'done', owner: 'node-1', term: 1 })
      expect(there.misfits).toEqual([])
    })
  })

  withRedis(
    'with a cluster of their own',
    redis => {
      const running = async (count: number) => {
        const [first, second] = await pair(spoken(count, 10, stop), redis())
        const { threadId, messageId, generationId, begin } = await askShared(first)
        const readers = [read(first, threadId), read(second, threadId)] as const
        const shards = await shardsOf(redis(), streamOf(generationId))
        begin()
        await expect.poll(() => readers[1].textOf(generationId).length, patient).toBeGreaterThan(40)
        const whole = async (): Promise<number> => {
          const row = await ended(second, generationId)
          expect(row).toMatchObject({ state: 'done', owner: 'node-1' })
          expect(await storedText(second, messageId)).toBe(wordsOf(count))
          for (const reader of readers) {
            await expect.poll(() => reader.textOf(generationId), patient).toBe(wordsOf(count))
            expect(reader.misfits).toEqual([])
          }
          return row?.term ?? 0
        }
        return { shards, whole, stream: streamOf(generationId), shown: () => readers[1].textOf(generationId).length }
      }

      it('RT14.1 the slot of an answer that is written moves: it is read on both nodes, whole and once', async () => {
        const { shards, whole, stream, shown } = await running(600)
        const [{ primary }, { primary: to }] = shards
        const move = await moveSlot(redis(), stream, primary, to)
        await move.begin()
        const before = shown()
        await expect.poll(shown, patient).toBeGreaterThan(before)
        await move.end()
        expect(await whole()).toBe(1)
        const back = await moveSlot(redis(), stream, to, primary)
        await back.begin()
        await back.end()
      }, 120_000)

      it('RT14.1 an answer that is begun while its slot moves is shown, whole and once, when it has moved', async () => {
        const [first, second] = await pair(spoken(100, 10, stop), redis())
        const generationId = uuids.make()
        const stream = streamOf(generationId)
        const [{ primary }, { primary: to }] = await shardsOf(redis(), stream)
        const move = await moveSlot(redis(), stream, primary, to)
        await move.begin()
        // Not before: its node finds a row by itself that it was not told of.
        const { threadId, begin } = await askShared(first, generationId)
        const there = read(second, threadId)
        begin()
        await expect.poll(() => first.generations.stats().running, patient).toBe(1)
        // No log can be opened where keys are on their way.
        expect(there.textOf(generationId)).toBe('')
        await move.end()
        expect(await ended(second, generationId)).toMatchObject({ state: 'done', owner: 'node-1', term: 1 })
        await expect.poll(() => there.textOf(generationId), patient).toBe(wordsOf(100))
        expect(there.misfits).toEqual([])
        const back = await moveSlot(redis(), stream, to, primary)
        await back.begin()
        await back.end()
      }, 120_000)

      it('RT14.6 the shard of an answer fails over to a replica that lagged: what was shown stays, and all of it comes', async () => {
        const { shards, whole, shown } = await running(800)
        const [shard] = shards
        onTestFinished(() => shard.mend(), 2 * redisLaunchTimeout)
        await shard.stopReplication()
        const acknowledged = shown()
        await expect.poll(shown, patient).toBeGreaterThan(acknowledged + 100)
        await redis().members[shard.primary]?.kill()
        await shard.takenOver('at once')
        // The replica lacked what was acknowledged: it was written anew.
        expect(await whole()).toBeGreaterThan(1)
      }, 120_000)
    },
    { cluster: 'with replicas' },
  )
})
