import fc from 'fast-check'
import { Timestamp } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../../ports/store.ts'
import type { ThreadPlace } from '../../../ports/thread-store.ts'
import { withMongo } from '../../../testing/mongo-server.ts'
import { newId, newWorld, type World } from '../../../testing/store-contract/world.ts'
import { type MongoStore, openMongoStore } from '../open-mongo-store.ts'
import { packMoment } from './list-moment.ts'

/** When the walk began: longer ago than any history is kept, and a whole second as the moments are. */
const beganAt = 1_700_000_000_000

const start = {
  asOf: packMoment(new Timestamp({ t: beganAt / 1_000, i: 1 })),
  pinned: true,
  at: 4_000_000_000_000,
  id: '',
}

const acts = ['send', 'pin', 'unpin', 'create', 'delete'] as const

const disturbance = fc.record({ act: fc.constantFrom(...acts), at: fc.nat({ max: 6 }) })

const disturb = async (world: World, id: string, act: (typeof acts)[number], at: number): Promise<void> => {
  const { store, user, project } = world
  const userId = user.id
  if (act === 'create')
    await store.createThread({ id: newId(), projectId: project.id, ownerId: userId, title: null, at })
  else if (act === 'send')
    await store
      .sendMessage({ threadId: id, message: { id: newId(), authorId: userId, text: 'Up' }, at })
      .catch(() => {})
  else if (act === 'delete') await store.deleteThread({ id, userId, at }).catch(() => {})
  else await store.updateThread({ id, userId, pinned: act === 'pin', at }).catch(() => {})
}

await withMongo('a walk that outlasts history', server => {
  let store: MongoStore
  beforeAll(async () => {
    store = await openMongoStore({ url: server.newUrl() })
    await store.opened
  })
  afterAll(() => store.close())

  /** Seven threads as they stood then, and a walk from page to page while things happen. */
  const walk = async (
    pinned: readonly number[],
    size: number,
    meanwhile: readonly (readonly { act: (typeof acts)[number]; at: number }[])[],
  ) => {
    const world = await newWorld(store as unknown as Store)
    const userId = world.user.id
    const ids: string[] = []
    for (let n = 0; n < 7; n++) ids.push(await world.thread(null, beganAt - 10_000 + n))
    for (const n of pinned) await store.updateThread({ id: ids[n] ?? '', userId, pinned: true, at: beganAt - 500 })
    const list = { userId, archived: false, now: beganAt }
    const began = (await store.listThreads({ ...list, limit: 50 })).items.map(({ id }) => id)
    const deleted = new Set<string>()
    const met: string[] = []
    let [time, turn] = [beganAt, 0]
    for (let after: ThreadPlace | null = start; after !== null; ) {
      const page = await store.listThreads({ ...list, limit: size, after })
      met.push(...page.items.map(({ id }) => id))
      after = page.after
      for (const { act, at } of meanwhile[turn++] ?? []) {
        const id = began[at] ?? ''
        if (act === 'delete') deleted.add(id)
        time += 2_000
        await disturb(world, id, act, time)
      }
    }
    return { began: began.filter(id => !deleted.has(id)), met: met.filter(id => !deleted.has(id)) }
  }

  const sizes = fc.integer({ min: 1, max: 3 })
  const pins = fc.subarray([0, 1, 2, 3, 4, 5, 6])

  it('ST5 meets every thread once at its place, whatever is written meanwhile', async () => {
    const moves = disturbance.filter(({ act }) => act !== 'pin' && act !== 'unpin')
    const property = fc.asyncProperty(pins, sizes, fc.array(fc.array(moves, { maxLength: 2 })), async (...given) => {
      const { began, met } = await walk(...given)
      expect(met).toEqual(began)
    })
    await fc.assert(property, { numRuns: 10 })
  })

  it('ST5 loses none when pins come and go as well', async () => {
    const property = fc.asyncProperty(
      pins,
      sizes,
      fc.array(fc.array(disturbance, { maxLength: 3 })),
      async (...given) => {
        const { began, met } = await walk(...given)
        expect(new Set(met)).toEqual(new Set(began))
      },
    )
    await fc.assert(property, { numRuns: 15 })
  })
})
