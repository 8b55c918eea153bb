import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ThreadPlace } from '../../ports/thread-store.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import type { World } from './world.ts'

const acts = ['send', 'pin', 'unpin', 'create', 'delete'] as const

/** What happens to a list between two pages; `at` picks a thread, as a share of those that were there. */
const disturbance = fc.record({
  act: fc.constantFrom(...acts),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

type Disturbance = typeof disturbance extends fc.Arbitrary<infer T> ? T : never

const disturb = async (world: World, ids: readonly string[], { act, at }: Disturbance): Promise<string | null> => {
  const id = ids[Math.floor(at * ids.length)] ?? ''
  const { store, user } = world
  const userId = user.id
  if (act === 'create') await world.thread()
  else if (act === 'send') await world.send(id).catch(() => {})
  else if (act === 'delete') await store.deleteThread({ id, userId, at: world.tick() }).catch(() => {})
  else await store.updateThread({ id, userId, pinned: act === 'pin', at: world.tick() }).catch(() => {})
  return act === 'delete' ? id : null
}

/** Pages through a user's list of threads (ST5). */
export const threadCursorRules = (open: OpenStore): void => {
  describe('pages of threads', () => {
    const topic = storeOfTopic(open)

    const filled = async (count: number, pinned: readonly number[] = []) => {
      const world = await topic.world()
      const ids = await Promise.all(Array.from({ length: count }, () => world.thread()))
      for (const index of pinned)
        await world.store.updateThread({ id: ids[index] ?? '', userId: world.user.id, pinned: true, at: world.tick() })
      const list = (bounds: { limit: number; before?: ThreadPlace; after?: ThreadPlace }) =>
        world.store.listThreads({ userId: world.user.id, archived: false, now: world.tick(), ...bounds })
      const order = async () => (await list({ limit: 200 })).items.map(({ id }) => id)
      return { world, ids, list, order }
    }

    it('ST5 pinned threads come first, then the newest activity, then the id', async () => {
      const { world, ids, order } = await filled(4, [1, 0])
      const at = world.tick()
      const same = (await Promise.all([world.thread(null, at), world.thread(null, at)])).sort()
      expect(await order()).toEqual([ids[1], ids[0], ...same, ids[3], ids[2]])
      await world.send(ids[0] ?? '')
      await world.send(ids[2] ?? '')
      expect(await order()).toEqual([ids[0], ids[1], ids[2], ...same, ids[3]])
    })

    it('ST5 bounds are exclusive, a page can be turned round, and both together are the window between', async () => {
      const { list, order } = await filled(7, [2])
      const all = await order()
      const first = await list({ limit: 3 })
      expect(first.items.map(({ id }) => id)).toEqual(all.slice(0, 3))
      expect(first.before).toBeNull()
      if (first.after === null) throw new Error('More lies after')
      const second = await list({ limit: 2, after: first.after })
      expect(second.items.map(({ id }) => id)).toEqual(all.slice(3, 5))
      if (second.before === null || second.after === null) throw new Error('More lies on both sides')
      const back = await list({ limit: 2, before: second.before })
      expect(back.items.map(({ id }) => id)).toEqual(all.slice(1, 3))
      const between = await list({ limit: 50, after: first.after, before: second.after })
      expect(between.items.map(({ id }) => id)).toEqual(all.slice(3, 4))
      expect(between.after).toBeNull()
      expect((await list({ limit: 50, after: second.after })).after).toBeNull()
    })

    it('ST5 a thread that moves between two pages is shown once and never lost', async () => {
      const { world, list, order } = await filled(4)
      const all = await order()
      const first = await list({ limit: 2 })
      await world.send(all[3] ?? '')
      await world.send(all[0] ?? '')
      const made = await world.thread()
      const second = await list({ limit: 9, ...(first.after === null ? {} : { after: first.after }) })
      expect(second.items.map(({ id }) => id)).toEqual(all.slice(2))
      expect(await order()).toEqual([made, all[0], all[3], all[1], all[2]])
    })

    it('ST5 a walk meets every thread at its place when the walk began, both ways, whatever moves meanwhile', async () => {
      const limits = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
      const meanwhile = fc.array(fc.array(disturbance, { maxLength: 2 }), { maxLength: 8 })
      const pins = fc.subarray([0, 1, 2, 3, 4, 5, 6])
      await fc.assert(
        fc.asyncProperty(limits, pins, meanwhile, async (sizes, pinned, disturbances) => {
          const { world, list, order } = await filled(7, pinned)
          const began = await order()
          const deleted = new Set<string>()
          let turn = 0
          const page = async (bounds: { before?: ThreadPlace; after?: ThreadPlace }) => {
            const got = await list({ limit: sizes[turn % sizes.length] ?? 1, ...bounds })
            for (const next of disturbances[turn++] ?? []) {
              const gone = await disturb(world, began, next)
              if (gone !== null) deleted.add(gone)
            }
            return got
          }
          const onwards: string[] = []
          let last: ThreadPlace | null = null
          for (let place: ThreadPlace | null | undefined; place !== null; ) {
            const got = await page(place === undefined ? {} : { after: place })
            onwards.push(...got.items.map(({ id }) => id))
            place = got.after
            last = place ?? last
          }
          expect(onwards.filter(id => !deleted.has(id))).toEqual(began.filter(id => !deleted.has(id)))
          expect(new Set(onwards).size).toBe(onwards.length)

          const back: string[] = []
          const start = last
          for (let place = start; place !== null; ) {
            const got = await page({ before: place })
            back.unshift(...got.items.map(({ id }) => id))
            place = got.before
          }
          const passed = start === null ? [] : began.slice(0, began.indexOf(start.id))
          expect(back.filter(id => !deleted.has(id))).toEqual(passed.filter(id => !deleted.has(id)))
          expect(new Set(back).size).toBe(back.length)
        }),
        { numRuns: 15 },
      )
    }, 60_000)

    it('ST5 a window between two bounds is walked as it was when the walk began, whatever moves meanwhile', async () => {
      const limits = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })
      const meanwhile = fc.array(fc.array(disturbance, { maxLength: 2 }), { maxLength: 6 })
      const bound = fc.integer({ min: 0, max: 5 })
      await fc.assert(
        fc.asyncProperty(bound, bound, limits, meanwhile, async (from, to, sizes, disturbances) => {
          const { world, list, order } = await filled(7, [3])
          const began = await order()
          const placeOf = async (index: number) => (await list({ limit: index + 1 })).after
          const [first, before] = [await placeOf(Math.min(from, to)), await placeOf(Math.max(from, to))]
          if (first === null || before === null) throw new Error('More lies after each of the first six')
          const [seen, deleted] = [[] as string[], new Set<string>()]
          let turn = 0
          for (let after: ThreadPlace | null = first; after !== null; turn++) {
            const got = await list({ limit: sizes[turn % sizes.length] ?? 1, after, before })
            seen.push(...got.items.map(({ id }) => id))
            after = got.after
            for (const next of disturbances[turn] ?? []) {
              const gone = await disturb(world, began, next)
              if (gone !== null) deleted.add(gone)
            }
          }
          const within = began.slice(Math.min(from, to) + 1, Math.max(from, to))
          expect(seen.filter(id => !deleted.has(id))).toEqual(within.filter(id => !deleted.has(id)))
          expect(new Set(seen).size).toBe(seen.length)
        }),
        { numRuns: 12 },
      )
    }, 60_000)
  })
}
