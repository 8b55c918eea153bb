import { type Db, MongoClient } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { fillStore } from '../../testing/fill-store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openMongoStore } from './open-mongo-store.ts'

const newest = migrations.length

const open = async (url: string): Promise<Store> => {
  const store = await openMongoStore({ url })
  await store.opened
  return store
}

/** Ids of all rows by collection, but for the record of steps and what is counted up at each look. */
const rowsOf = async (db: Db): Promise<Record<string, unknown[]>> => {
  const found: Record<string, unknown[]> = {}
  for (const { name } of await db.listCollections().toArray())
    if (!/^migration|^health/.test(name))
      found[name] = (
        await db
          .collection(name)
          .find({}, { projection: { _id: 1 } })
          .sort({ _id: 1 })
          .toArray()
      ).map(({ _id }) => _id)
  return found
}

const driftOf = async (store: Store): Promise<unknown[]> => {
  const drifts: unknown[] = []
  for (let after: string | null = null; ; ) {
    const slice = await store.reconcile({ at: 5_000, repair: false, after, limit: 200 })
    drifts.push(...slice.drifts)
    if (slice.next === null) return drifts
    after = slice.next
  }
}

await withMongo('rows that a migration of MongoDB carries on', server => {
  describe('a filled database', () => {
    it('ST4 goes down step by step, each keeping what its schema can hold, and up again', {
      timeout: 120_000,
    }, async () => {
      const url = server.newUrl()
      const filled = await open(url)
      const { threadId, answerId } = await fillStore(filled)
      const [thread, versions] = [await filled.getThread(threadId), await filled.listVersions(answerId)]
      await filled.close()
      await using client = await new MongoClient(url).connect()
      const db = client.db()
      for (let lowest = newest - 1; lowest >= 4; lowest--) {
        const before = await rowsOf(db)
        expect(await migrate(db, { to: lowest, at: 2 })).toEqual(
          migrations
            .map(({ number }) => number)
            .filter(number => number > lowest)
            .toReversed(),
        )
        const down = await rowsOf(db)
        for (const [name, rows] of Object.entries(down)) expect([name, rows]).toEqual([name, before[name]])
        await migrate(db, { at: 3 })
        const store = await open(url)
        expect(await store.getThread(threadId)).toEqual(thread)
        expect(await store.listVersions(answerId)).toEqual(versions)
        expect(await driftOf(store)).toEqual([])
        await store.close()
      }
      for (let step = newest - 1; step >= 0; step--) expect(await migrate(db, { to: step, at: 4 })).toEqual([step + 1])
      expect(await rowsOf(db)).toEqual({})
      expect(await migrate(db, { at: 5 })).toHaveLength(newest)
      await db.dropDatabase()
    })
  })
})
