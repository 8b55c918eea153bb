import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId, type World } from './world.ts'

/** What happens to a thread between two pages; `at` picks a message, as a share of those that are there. */
const disturbance = fc.record({
  act: fc.constantFrom('send', 'delete', 'edit'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

type Disturbance = typeof disturbance extends fc.Arbitrary<infer T> ? T : never

const disturb = async (world: World, threadId: string, { act, at }: Disturbance): Promise<void> => {
  const ids = await world.timeline(threadId)
  const messageId = ids[Math.floor(at * ids.length)]
  const { store, user } = world
  if (act === 'send' || messageId === undefined) await world.send(threadId)
  else if (act === 'delete') await store.deleteMessage({ messageId, userId: user.id, at: world.tick() }).catch(() => {})
  else {
    const edit = { messageId, editId: newId(), userId: user.id, text: 'Edited', keep: 5, at: world.tick() }
    await store.editMessage(edit).catch(() => {})
  }
}

/** Pages through messages (ST5). */
export const messageCursorRules = (open: OpenStore): void => {
  describe('pages of messages', () => {
    const topic = storeOfTopic(open)

    const filled = async (count: number) => {
      const world = await topic.world()
      const threadId = await world.thread()
      const sent = await Promise.all(Array.from({ length: count }, (_, n) => world.send(threadId, `text ${n}`)))
      const ids = sent.map(({ messageId }) => messageId)
      return {
        world,
        threadId,
        ids,
        list: (bounds: { limit: number; before?: number; after?: number }) =>
          world.store.listMessages({ threadId, superseded: false, ...bounds }),
      }
    }

    it('ST5 neither bound gives the newest page, in order of seq', async () => {
      const { ids, list } = await filled(5)
      const page = await list({ limit: 2 })
      expect(page.items.map(({ id }) => id)).toEqual(ids.slice(3))
      expect(page).toMatchObject({ before: page.items[0]?.seq, after: null })
      expect(await list({ limit: 5 })).toMatchObject({ before: null, after: null })
      expect(await list({ limit: 50 })).toMatchObject({ before: null, after: null })
    })

    it('ST5 bounds are exclusive, and both together are the window between, from after on', async () => {
      const { ids, list } = await filled(6)
      const seqs = (await list({ limit: 50 })).items.map(({ seq }) => seq)
      const [s0 = 0, s1 = 0, , s3 = 0, s4 = 0, s5 = 0] = seqs
      const of = async (bounds: Parameters<typeof list>[0]) => (await list(bounds)).items.map(({ id }) => id)
      expect(await of({ limit: 50, before: s3 })).toEqual(ids.slice(0, 3))
      expect(await of({ limit: 2, before: s3 })).toEqual(ids.slice(1, 3))
      expect(await of({ limit: 2, after: s1 })).toEqual(ids.slice(2, 4))
      expect(await of({ limit: 2, after: s0, before: s5 })).toEqual(ids.slice(1, 3))
      expect(await of({ limit: 50, after: s0, before: s5 })).toEqual(ids.slice(1, 5))
      expect(await list({ limit: 50, after: s0, before: s4 })).toMatchObject({ before: s1, after: null })
      expect(await list({ limit: 2, after: s0, before: s4 })).toMatchObject({ after: seqs[2] })
      expect(await list({ limit: 5, after: s5 })).toEqual({ items: [], before: null, after: null })
      expect(await list({ limit: 5, after: s1, before: s1 })).toEqual({ items: [], before: null, after: null })
    })

    it('ST5 paging either way meets each message once, whatever is sent, edited and deleted meanwhile', async () => {
      const limits = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
      const meanwhile = fc.array(disturbance, { maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(fc.boolean(), limits, meanwhile, async (backwards, sizes, disturbances) => {
          const { world, threadId, ids, list } = await filled(8)
          const seen: string[] = []
          for (let page = 0, place: number | null | undefined = backwards ? undefined : 0; place !== null; page++) {
            const limit = sizes[page % sizes.length] ?? 1
            const bounds = place === undefined ? {} : backwards ? { before: place } : { after: place }
            const got = await list({ limit, ...bounds })
            const pageIds = got.items.map(({ id }) => id)
            if (backwards) seen.unshift(...pageIds)
            else seen.push(...pageIds)
            place = backwards ? got.before : got.after
            const next = disturbances[page]
            if (next !== undefined) await disturb(world, threadId, next)
          }
          expect(new Set(seen).size).toBe(seen.length)
          const all = await world.timeline(threadId, true)
          expect(seen).toEqual(all.filter(id => seen.includes(id)))
          const still = (await world.timeline(threadId)).filter(id => ids.includes(id))
          expect(seen).toEqual(expect.arrayContaining(still))
        }),
        { numRuns: 12 },
      )
    }, 60_000)

    it('ST5 a window between two bounds is walked the same way, and nothing from outside gets in', async () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })
      const bound = fc.integer({ min: 0, max: 7 })
      const meanwhile = fc.array(disturbance, { maxLength: 5 })
      await fc.assert(
        fc.asyncProperty(bound, bound, sizes, meanwhile, async (from, to, limits, disturbances) => {
          const { world, threadId, ids, list } = await filled(8)
          const seqs = (await list({ limit: 50 })).items.map(({ seq }) => seq)
          const [start = 0, before = 0] = [seqs[from], seqs[to]]
          const seen: string[] = []
          for (let page = 0, after: number | null = start; after !== null; page++) {
            const got = await list({ limit: limits[page % limits.length] ?? 1, after, before })
            expect(got.items.every(({ seq }) => start < seq && seq < before)).toBe(true)
            seen.push(...got.items.map(({ id }) => id))
            after = got.after
            const next = disturbances[page]
            if (next !== undefined) await disturb(world, threadId, next)
          }
          const within = from < to ? ids.slice(from + 1, to) : []
          expect(seen).toEqual(within.filter(id => seen.includes(id)))
          const still = (await world.timeline(threadId)).filter(id => within.includes(id))
          expect(seen).toEqual(expect.arrayContaining(still))
        }),
        { numRuns: 12 },
      )
    }, 60_000)
  })
}
