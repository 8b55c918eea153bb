import { describe, expect, it } from 'vitest'
import { erase } from './erase-user.ts'
import { newCall } from './new-call.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTest } from './store-of-test.ts'
import { endingOf, newId, textParts } from './world.ts'

const day = 86_400_000

const sums = { input: 10, output: 4, cached: 2, cost: 30, estimated: 0 }

/** What calls consumed (AI7). */
export const usageRules = (open: OpenStore): void => {
  describe('usage', () => {
    const topic = storeOfTest(open)

    it('AI7.1 a call is one row, recorded once, and adds to the sums of its time', async () => {
      const world = await topic.world()
      const { store, project, user } = world
      const [call, old] = [newCall(world), newCall(world, { at: day - 1, estimated: true })]
      await store.recordCalls([call, old])
      await store.recordCalls([call, { ...old, cost: 9 }])
      await store.recordCalls([])
      const query = { projectId: project.id, from: 0, until: day + 1 }
      const twice = { calls: 2, input: 20, output: 8, cached: 4, cost: 60, estimated: 1 }
      expect(await store.usageSums(query)).toEqual(twice)
      expect(await store.usageSums({ ...query, userId: user.id })).toEqual(twice)
      expect(await store.usageSums({ ...query, from: day })).toEqual({ calls: 1, ...sums })
      expect(await store.usageSums({ ...query, until: day })).toEqual({ calls: 1, ...sums, estimated: 1 })
      const other = await topic.world()
      const nothing = { calls: 0, input: 0, output: 0, cached: 0, cost: 0, estimated: 0 }
      expect(await store.usageSums({ ...query, projectId: other.project.id })).toEqual(nothing)
      expect(await store.usageSums({ ...query, userId: other.user.id })).toEqual(nothing)
    })

    it('AI7.10 totals are told by day, user, model and purpose, the dearest first', async () => {
      const world = await topic.world()
      const { store, project, user } = world
      const guest = await world.addUser()
      await store.recordCalls([
        newCall(world, { at: day }),
        newCall(world, { at: 2 * day - 1, userId: guest.id, cost: 90, model: 'big' }),
        newCall(world, { at: 3 * day, userId: null, purpose: 'summary', cost: 0 }),
      ])
      const query = { projectId: project.id, from: day, until: 4 * day }
      const days = [1, 2, 3].map(n => ({ key: `1970-01-0${n + 1}`, from: n * day }))
      const totals = (by: 'day' | 'user' | 'model' | 'purpose', more = {}) =>
        store.usageTotals({ ...query, by, days: by === 'day' ? days : [], ...more })
      expect(await totals('day')).toEqual([
        { key: '1970-01-02', calls: 2, input: 20, output: 8, cached: 4, cost: 120, estimated: 0 },
        { key: '1970-01-04', calls: 1, ...sums, cost: 0 },
      ])
      expect(await totals('user')).toEqual([
        { key: guest.id, calls: 1, ...sums, cost: 90 },
        { key: user.id, calls: 1, ...sums },
        { key: '', calls: 1, ...sums, cost: 0 },
      ])
      expect((await totals('model')).map(({ key, calls }) => [key, calls])).toEqual([
        ['big', 1],
        ['gpt-4o', 2],
      ])
      expect((await totals('purpose')).map(({ key, calls }) => [key, calls])).toEqual([
        ['answer', 2],
        ['summary', 1],
      ])
      expect(await totals('model', { userId: user.id })).toEqual([{ key: 'gpt-4o', calls: 1, ...sums }])
      expect(await totals('day', { until: 2 * day - 1 })).toEqual([{ key: '1970-01-02', calls: 1, ...sums }])
    })

    it('AI7.1 an answer’s calls are written with its end, once', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const { generationId } = await world.ask(threadId)
      const calls = [1, 2].map(n =>
        newCall(world, { id: `${generationId}:${n}`, generationId, threadId, at: day + n, cost: n }),
      )
      await store.startGeneration(generationId, 1, world.tick())
      const parts = textParts('Said')
      const verb = { id: generationId, term: 1, at: world.tick(), ending: endingOf(parts), parts, calls }
      await store.finishGeneration(verb)
      await store.finishGeneration({ ...verb, calls: [newCall(world, { generationId })] })
      expect(await store.callsOf(generationId)).toEqual(calls)
      expect(await store.lastCallOf(threadId)).toEqual(calls[1])
      expect(await store.callsOf(newId())).toEqual([])
      expect(await store.lastCallOf(newId())).toBeNull()
    })

    it('AI7.1 what was consumed stays when its thread is purged, and names it no more', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const { generationId } = await world.askAndFinish(threadId)
      const call = newCall(world, { generationId, threadId })
      await store.recordCalls([call])
      await store.deleteThread({ id: threadId, userId: user.id, at: world.tick() })
      await store.purgeDeleted({ at: 90_000, limit: 500 })
      expect(await store.callsOf(generationId)).toEqual([{ ...call, threadId: null }])
      const late = newCall(world, { generationId, threadId, id: `${call.id}:late` })
      await store.recordCalls([late])
      expect(await store.callsOf(generationId)).toContainEqual({ ...late, threadId: null })
    })

    it('ST8 an erasure takes a person’s name off what they consumed, and their account away', async () => {
      const world = await topic.world()
      const { store, project } = world
      const guest = await world.addKnownUser()
      const generationId = newId()
      const call = newCall(world, { userId: guest.id, generationId })
      await store.recordCalls([call])
      const accounts = [guest.id, null].map(userId => ({
        projectId: project.id,
        userId,
        periods: [{ period: 'day' as const, startsAt: day, limits: {} }],
      }))
      const amounts = { messages: 1, tokens: 2, money: 3 }
      await store.reserve({ id: newId(), amounts, accounts, at: day, expiresAt: 2 * day })
      await erase(world, guest.id)
      expect(await store.callsOf(generationId)).toEqual([{ ...call, userId: null }])
      await store.recordCalls([{ ...call, id: newId() }])
      expect((await store.callsOf(generationId)).map(({ userId }) => userId)).toEqual([null, null])
      expect(await store.quotaCounts({ projectId: project.id, userId: guest.id, at: day })).toEqual([])
      expect(await store.quotaCounts({ projectId: project.id, userId: null, at: day })).toHaveLength(1)
    })
  })
}
