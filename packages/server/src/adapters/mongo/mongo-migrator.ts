import { MongoClient } from 'mongodb'
import { CodedError } from '../../ports/coded-error.ts'
import type { Migrator } from '../../ports/migrator.ts'
import { codedMongoError } from './coded-mongo-error.ts'
import { isUnprepared, migrate, migrationStatus } from './migrate.ts'
import { connectionOptions, databaseOf, expectReplicaSet } from './mongo-url.ts'

/** Milliseconds that a replica set is waited for; a step may take as long as it takes. */
const options = { ...connectionOptions, serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 0 }

/** Takes a MongoDB database from one schema to another (ST4). Connects when it is first asked. */
export const openMongoMigrator = async (url: string): Promise<Migrator> => {
  const name = databaseOf(url)
  const client = new MongoClient(url, options)
  let open = true
  const using = async <T>(use: (db: ReturnType<MongoClient['db']>) => Promise<T>): Promise<T> => {
    if (!open) throw new CodedError('store_unavailable', { detail: 'The migrator is closed' })
    try {
      const db = client.db(name)
      expectReplicaSet(await db.admin().command({ hello: 1 }))
      return await use(db)
    } catch (error) {
      throw codedMongoError(error)
    }
  }
  return {
    status: () => using(migrationStatus),
    isEmpty: () => using(isUnprepared),
    migrate: migration => using(db => migrate(db, migration)),
    async close() {
      open = false
      await client.close()
    },
  }
}
