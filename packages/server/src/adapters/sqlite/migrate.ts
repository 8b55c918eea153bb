import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/** One step and whether this file has taken it. */
export interface MigrationStatus {
  readonly number: number
  readonly name: string
  readonly appliedAt: number | null
}

const table = `CREATE TABLE IF NOT EXISTS migrations (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL CHECK (applied_at >= 0)
) STRICT`

const appliedSteps = (db: DatabaseSync): Map<number, number> => {
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get()
  if (known === undefined) return new Map()
  const rows = db.prepare('SELECT number, applied_at FROM migrations').all()
  return new Map(rows.map(row => [Number(row.number), Number(row.applied_at)]))
}

/** All steps that this version knows, and when this file took them. */
export const migrationStatus = (db: DatabaseSync, steps: readonly Migration[] = migrations): MigrationStatus[] => {
  const applied = appliedSteps(db)
  return steps.map(({ number, name }) => ({ number, name, appliedAt: applied.get(number) ?? null }))
}

const expectKnown = (db: DatabaseSync, newest: number): void => {
  const found = Math.max(0, ...appliedSteps(db).keys())
  if (found <= newest) return
  throw new CodedError('store_unavailable', {
    detail:
      `DATABASE_URL names a database of a newer version: its schema is ${found}, this server knows ${newest}. ` +
      'Remedy: start the newer version, let it migrate down, or restore a backup.',
  })
}

/** Foreign keys would follow a table that is dropped or rebuilt; they are checked at the end instead. */
const inTransaction = (db: DatabaseSync, change: () => void): void => {
  db.exec('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE')
  try {
    change()
    if (db.prepare('PRAGMA foreign_key_check').get() !== undefined)
      throw new CodedError('store_unavailable', { detail: 'DATABASE_URL: a migration left rows without their parent' })
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  } finally {
    db.exec('PRAGMA foreign_keys = ON')
  }
}

/** Steps as `migrate` wants them. */
export interface MigrateOptions {
  /** The schema to arrive at; 0 is none. Default: the newest. */
  readonly to?: number
  readonly at: number
  readonly steps?: readonly Migration[]
}

/**
 * Takes the steps that are missing, or goes back beyond those that are too many: all in one transaction, so that a
 * failed one leaves what was (ST4). Answers the numbers of the steps taken. @throws store_unavailable for a newer schema
 */
export const migrate = (db: DatabaseSync, { to, at, steps = migrations }: MigrateOptions): number[] => {
  const newest = steps.at(-1)?.number ?? 0
  const target = to ?? newest
  expectKnown(db, newest)
  const status = migrationStatus(db, steps)
  if (status.every(({ number, appliedAt }) => (appliedAt !== null) === number <= target)) return []
  const taken: number[] = []
  inTransaction(db, () => {
    // Another process may have migrated while this one waited for the lock.
    expectKnown(db, newest)
    db.exec(table)
    const applied = appliedSteps(db)
    for (const step of steps) {
      if (step.number > target || applied.has(step.number)) continue
      db.exec(step.up)
      db.prepare('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)').run(step.number, step.name, at)
      taken.push(step.number)
    }
    for (const step of steps.toReversed()) {
      if (step.number <= target || !applied.has(step.number)) continue
      db.exec(step.down)
      db.prepare('DELETE FROM migrations WHERE number = ?').run(step.number)
      taken.push(step.number)
    }
  })
  return taken
}
