import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { eraseSlice } from './erasure/erase-slice.ts'
import { inSession } from './in-session.ts'
import { inTransaction } from './in-transaction.ts'
import { MongoLink } from './mongo-link.ts'
import { databaseOf } from './mongo-url.ts'
import { openMongoStore } from './open-mongo-store.ts'
import type { Units } from './units.ts'

await withMongo('a thread that comes while its owner is erased', server => {
  let store: Store
  let link: MongoLink
  let url: string
  beforeEach(async () => {
    url = server.newUrl()
    const opened = await openMongoStore({ url })
    await opened.opened
    store = opened as unknown as Store
    link = new MongoLink({ url, database: databaseOf(url), logger: undefined, clock: Date, admit: async () => {} })
    await link.opened
  })
  afterEach(async () => {
    await link.close()
    await store.close()
    const client = new MongoClient(url)
    await client.db().dropDatabase()
    await client.close()
  })

  /** Units of a slice, before the last step of which something else comes to the store. */
  const unitsThatMeet = (meanwhile: () => Promise<unknown>): Units => {
    const together: Units['together'] = work => inTransaction(link, work)
    let left = 2
    return {
      alone: work => inSession(link, work),
      inThread: (_, work) => together(work),
      async together(work) {
        // Invitations, then tombstones.
        if (--left === 0) await meanwhile()
        return together(work)
      },
    }
  }

  it('ST8 a thread that is made while a slice goes on is no tombstone: it is deleted and emptied with the others', async () => {
    const world = await newWorld(store)
    const { user } = world
    await world.askAndFinish(await world.thread('Early'))
    const [id, late] = [newId(), newId()]
    await store.beginErasure({ id, userId: user.id, subjectHash: newId(), at: 50_000 })
    const make = async (): Promise<void> => {
      await store.createThread({ id: late, projectId: world.project.id, ownerId: user.id, title: 'Late', at: 50_000 })
      await world.askAndFinish(late, 'An answer')
    }
    await eraseSlice(unitsThatMeet(make), { id, at: 50_001, limit: 100 })
    expect(await store.getThread(late)).not.toBeNull()
    for (let n = 0; n < 20; n++)
      if ((await store.eraseSlice({ id, at: 50_002 + n, limit: 100 })).erasure.userId === null) break
    expect(await store.getErasure(id)).toMatchObject({ userId: null, counts: { threads: 2 } })
    expect(await store.getThread(late)).toMatchObject({ title: null, deletedAt: expect.any(Number), messageCount: 0 })
    expect(await store.listMessages({ threadId: late, limit: 9, superseded: true })).toMatchObject({ items: [] })
  })
})
