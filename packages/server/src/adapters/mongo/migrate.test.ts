import { type Db, MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import { isUnprepared, migrate, migrationStatus } from './migrate.ts'
import { takeMigrationLock } from './migration-lock.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { openMongoMigrator } from './mongo-migrator.ts'
import { openMongoStore } from './open-mongo-store.ts'

const all = migrations.map(({ number }) => number)
const quick = { leaseMs: 2_000, patienceMs: 40_000, lookMs: 10 }

/** A step that writes down each time that it is taken. */
const counting = (number: number, ran: string[], fail: () => boolean = () => false): Migration => {
  const take = async (way: string): Promise<void> => {
    ran.push(`${way} ${number}`)
    if (fail()) throw new Error('Interrupted')
  }
  return { number, name: `step ${number}`, up: () => take('up'), down: () => take('down') }
}

await withMongo('migrations', server => {
  let url: string
  let client: MongoClient
  let db: Db
  beforeEach(() => {
    url = server.newUrl()
    client = new MongoClient(url)
    db = client.db()
  })
  afterEach(async () => {
    await db.dropDatabase()
    await client.close()
  })

  describe('the migrator', () => {
    it('ST4 looks at a database that is empty, and makes nothing', async () => {
      const migrator = await openMongoMigrator(url)
      expect(await migrator.isEmpty()).toBe(true)
      expect((await migrator.status()).map(({ number, appliedAt }) => [number, appliedAt])).toEqual(
        all.map(number => [number, null]),
      )
      expect(await db.listCollections().toArray()).toEqual([])
      await migrator.close()
      expect(await codeOf(migrator.status())).toBe('store_unavailable')
    })

    it('ST4 goes up, down to any step and up again, and says when each was taken', async () => {
      const migrator = await openMongoMigrator(url)
      expect(await migrator.migrate({ to: 2, at: 5 })).toEqual([1, 2])
      expect(await migrator.isEmpty()).toBe(false)
      expect(await migrator.migrate({ at: 6 })).toEqual(all.slice(2))
      expect(await migrator.migrate({ at: 7 })).toEqual([])
      expect((await migrator.status()).map(({ appliedAt }) => appliedAt)).toEqual(all.map(n => (n < 3 ? 5 : 6)))
      expect(await migrator.migrate({ to: 0, at: 8 })).toEqual(all.toReversed())
      expect(await migrator.isEmpty()).toBe(true)
      expect(await codeOf(migrator.migrate({ to: 99, at: 8 }))).toBe('invalid_request')
      await migrator.close()
    })

    it('ST4 refuses a database of a newer version', async () => {
      await migrate(db, { at: 1 })
      await db.collection<{ _id: number }>('migrations').insertOne({ _id: all.length + 1 })
      const migrator = await openMongoMigrator(url)
      const looks = [migrator.status(), migrator.migrate({ at: 1 }), migrator.migrate({ to: 1, at: 1 })]
      for (const { detail } of await Promise.all(looks.map(refusalOf))) expect(detail).toContain('newer version')
      await migrator.close()
    })
  })

  describe('the lock', () => {
    it('ST4 of many that start together each step is taken once', async () => {
      const ran: string[] = []
      const steps = [counting(1, ran), counting(2, ran), counting(3, ran)]
      const nodes = Array.from({ length: 5 }, () => migrate(db, { at: 1, steps, times: quick }))
      expect((await Promise.all(nodes)).flat()).toEqual([1, 2, 3])
      expect(ran).toEqual(['up 1', 'up 2', 'up 3'])
    })

    it('ST4 of one who died is another’s after its lease, and a step that was interrupted is taken again', async () => {
      const ran: string[] = []
      const dead = counting(2, ran, () => true)
      await expect(migrate(db, { at: 1, steps: [counting(1, ran), dead], times: quick })).rejects.toThrow()
      await db.collection<{ _id: string }>('migration_lock').insertOne({ _id: 'migrations', holder: 'dead' } as never)
      await db
        .collection<{ _id: string }>('migration_lock')
        .updateOne({ _id: 'migrations' }, [{ $set: { until: { $add: ['$$NOW', 150] } } }])
      const steps = [counting(1, ran), counting(2, ran)]
      expect(await migrate(db, { at: 2, steps, times: quick })).toEqual([2])
      expect(ran).toEqual(['up 1', 'up 2', 'up 2'])
      expect((await migrationStatus(db, steps)).map(({ appliedAt }) => appliedAt)).toEqual([1, 2])
    })

    it('ST4 is kept for as long as its holder lives, and another gives up', async () => {
      const lock = await takeMigrationLock(db, quick)
      const other = takeMigrationLock(db, { ...quick, patienceMs: 1.5 * quick.leaseMs })
      expect((await refusalOf(other)).detail).toContain('another process is migrating')
      await lock.expectHeld()
      await lock.release()
      const next = await takeMigrationLock(db, quick)
      expect(await codeOf(lock.expectHeld())).toBe('store_unavailable')
      await next.release()
    })
  })

  describe('a start', () => {
    const opening = async (policy: 'empty' | 'always'): Promise<string | undefined> => {
      const store = await openMongoStore({ url, migrate: policy })
      const end = await store.opened.then(
        () => undefined,
        error => error,
      )
      if (end !== undefined) expect(await refusalOf(store.getProject('x'))).toBe(end)
      await store.close()
      return end?.detail
    }

    it('ST4 prepares an empty database, beside what is not the store’s', async () => {
      await db.createCollection('jobs_of_another')
      expect(await isUnprepared(db)).toBe(true)
      expect(await opening('empty')).toBeUndefined()
      expect(await opening('empty')).toBeUndefined()
    })

    it('ST4 refuses an older schema and offers to migrate it, and takes it there when it may', async () => {
      await migrate(db, { to: 2, at: 1 })
      expect(await opening('empty')).toContain('chat-view migrate up')
      expect(await opening('always')).toBeUndefined()
      expect((await migrationStatus(db)).every(({ appliedAt }) => appliedAt !== null)).toBe(true)
    })

    it('ST4 refuses a newer schema always', async () => {
      await migrate(db, { at: 1 })
      await db.collection<{ _id: number }>('migrations').insertOne({ _id: all.length + 1 })
      expect(await opening('empty')).toContain('newer version')
      expect(await opening('always')).toContain('newer version')
    })

    it('ST4 two nodes that start together on an empty database both serve', async () => {
      expect(await Promise.all([opening('empty'), opening('empty'), opening('empty')])).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    })
  })
})
