import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drift, ReconcileStore } from '../../../ports/reconcile-store.ts'
import type { Store } from '../../../ports/store.ts'
import { type Filled, fillStore } from '../../../testing/fill-store.ts'
import { withMongo } from '../../../testing/mongo-server.ts'
import { plantedMongoDrift } from '../../../testing/planted-mongo-drift.ts'
import { openMongoStore } from '../open-mongo-store.ts'

const walk = async (store: ReconcileStore, repair: boolean, limit = 50): Promise<Drift[]> => {
  const drifts: Drift[] = []
  for (let after: string | null = null; ; ) {
    const slice = await store.reconcile({ at: 5_000, repair, after, limit })
    drifts.push(...slice.drifts)
    expect(slice.checked).toBeLessThanOrEqual(limit)
    if (slice.next === null) return drifts
    after = slice.next
  }
}

const everything = async (db: Db): Promise<unknown> => {
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort()
  return Promise.all(names.map(async name => [name, await db.collection(name).find().sort({ _id: 1 }).toArray()]))
}

await withMongo('reconciliation of MongoDB', server => {
  describe('rows that MongoDB cannot hold together by itself', () => {
    const url = { value: '' }
    let client: MongoClient
    let db: Db
    let store: Store
    let filled: Filled
    let others: Filled
    let healthy: [string, Record<string, unknown>[]][]

    beforeAll(async () => {
      url.value = server.newUrl()
      const opened = await openMongoStore({ url: url.value })
      await opened.opened
      store = opened
      filled = await fillStore(store)
      others = await fillStore(store)
      client = await new MongoClient(url.value).connect()
      db = client.db()
      healthy = (await everything(db)) as typeof healthy
    })
    afterAll(async () => {
      await store?.close()
      await db?.dropDatabase()
      await client?.close()
    })

    /** Puts every row back as it was; what was planted and repaired is gone. */
    const restore = async (): Promise<void> => {
      const refill = async ([name, rows]: (typeof healthy)[number]): Promise<void> => {
        const collection = db.collection(name)
        await collection.deleteMany({})
        if (rows.length > 0) await collection.insertMany(rows as never, { bypassDocumentValidation: true })
      }
      await Promise.all(healthy.map(refill))
    }

    it('ST3 a healthy database is left as it is', async () => {
      expect(await walk(store, true)).toEqual([])
      expect(await walk(store, true, 3)).toEqual([])
      expect(await everything(db)).toEqual(healthy)
    })

    it.each(Object.entries(plantedMongoDrift))(
      'ST3 %s: found, left alone when only looked for, and put right',
      async (_, [plant, drift]) => {
        await plant(db, filled, others)
        const before = await everything(db)
        expect(await walk(store, false)).toEqual(expect.arrayContaining([expect.objectContaining(drift)]))
        expect(await everything(db)).toEqual(before)
        expect(await walk(store, true)).toEqual(expect.arrayContaining([expect.objectContaining(drift)]))
        expect(await walk(store, true)).toEqual([])
        await restore()
      },
    )
  })
})
