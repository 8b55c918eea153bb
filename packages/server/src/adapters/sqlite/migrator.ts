import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { Migrator } from '../../ports/migrator.ts'
import { connectReader, connectWriter, expectOurs, openingError } from './connect.ts'
import { isUnprepared, migrate, migrationStatus } from './migrate.ts'
import { migrations } from './migrations/index.ts'

export interface SqliteMigratorOptions {
  /** The database file; looking at it makes nothing, migrating makes it if it is missing. */
  readonly path: string
  /** Milliseconds for which another process that migrates is waited for. Default a minute. */
  readonly patienceMs?: number
}

const isThere = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0

/** Takes the embedded store's file from one schema to another (ST4). The file is open only while it is looked at. */
export const openSqliteMigrator = ({ path, patienceMs = 60_000 }: SqliteMigratorOptions): Promise<Migrator> => {
  let open = true
  const using = async <T>(connect: () => DatabaseSync, use: (db: DatabaseSync) => T): Promise<T> => {
    if (!open) throw new CodedError('store_unavailable', { detail: 'The migrator is closed' })
    const db = connect()
    try {
      return use(db)
    } catch (error) {
      throw openingError(path, error)
    } finally {
      db.close()
    }
  }
  const looking = <T>(absent: T, look: (db: DatabaseSync) => T): Promise<T> => {
    if (!isThere(path)) return Promise.resolve(absent)
    return using(
      () => connectReader(path),
      db => {
        expectOurs(db, path)
        return look(db)
      },
    )
  }
  const none = migrations.map(({ number, name }) => ({ number, name, appliedAt: null }))
  return Promise.resolve({
    status: () => looking(none, db => migrationStatus(db)),
    isEmpty: () => looking(true, isUnprepared),
    migrate: options =>
      using(
        () => connectWriter(path, patienceMs),
        db => migrate(db, options),
      ),
    async close() {
      open = false
    },
  })
}
