import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { lookAtFile } from '../adapters/sqlite/look-at-file.ts'
import type { DataFolder } from '../config/data-folder.ts'
import { isEmbedded } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import type { Finding, Look } from './finding.ts'
import { openCommandStore } from './open-command-store.ts'
import { openMigrator } from './open-migrator.ts'

type Found = Omit<Finding, 'name'>

/** What is there of the schema; null where nothing is: the first start prepares it. */
const missingSteps = async (config: Config): Promise<number | null> => {
  const migrator = await openMigrator(config)
  try {
    const steps = await migrator.status()
    return (await migrator.isEmpty()) ? null : steps.filter(({ appliedAt }) => appliedAt === null).length
  } finally {
    await migrator.close()
  }
}

const schemaFinding = (missing: number, migrateOnStart: boolean): Found =>
  migrateOnStart
    ? { state: 'warn', detail: `steps of the schema that the next start takes: ${missing}` }
    : {
        state: 'bad',
        detail: `steps of the schema that are missing: ${missing}; make a backup, then run: chat-view migrate up`,
      }

/** What the address may be called where it is printed: never with a password. */
const nameOf = (config: Config, data: DataFolder): string =>
  isEmbedded(config.DATABASE_URL) ? data.database : 'the MongoDB replica set'

const modeFinding = async (path: string): Promise<Found> => {
  const { mode } = await stat(path)
  return (mode & 0o077) === 0
    ? { state: 'ok', detail: `${path} opens, reads and writes` }
    : { state: 'warn', detail: `${path} works, and others on this machine may read it; chmod 600` }
}

/** The store: can it be reached, is its schema the one of this version, does it read what it writes? */
export const databaseLook =
  (config: Config, data: DataFolder): Look =>
  async () => {
    const name = nameOf(config, data)
    const embedded = isEmbedded(config.DATABASE_URL)
    if (embedded && !existsSync(data.database)) return { state: 'ok', detail: `${name} is made at the first start` }
    const missing = await missingSteps(config)
    if (missing === null) return { state: 'ok', detail: `${name} is empty; the first start prepares it` }
    if (missing > 0) return schemaFinding(missing, config.MIGRATE_ON_START)
    const store = await openCommandStore(config)
    try {
      await store.check()
    } finally {
      await store.close()
    }
    return embedded ? modeFinding(data.database) : { state: 'ok', detail: `${name} has a primary, reads and writes` }
  }

/** Where jobs are kept: a file of their own beside SQLite, the same database on MongoDB. */
export const jobsLook =
  (config: Config, data: DataFolder): Look =>
  async () => {
    if (!isEmbedded(config.DATABASE_URL)) return { state: 'ok', detail: 'kept in MongoDB' }
    if (!existsSync(data.jobs)) return { state: 'ok', detail: `${data.jobs} is made at the first start` }
    lookAtFile(data.jobs)
    return { state: 'ok', detail: `${data.jobs} can be read` }
  }
