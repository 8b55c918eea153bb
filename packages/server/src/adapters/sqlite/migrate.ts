import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { MigrationStatus } from '../../ports/migrator.ts'
import { newerSchema, olderSchema, unknownStep } from '../../ports/schema-errors.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

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

/** All steps that this version knows, and when this file took them. @throws store_unavailable for a newer schema */
export const migrationStatus = (db: DatabaseSync, steps: readonly Migration[] = migrations): MigrationStatus[] => {
  expectKnown(db, steps.at(-1)?.number ?? 0)
  const applied = appliedSteps(db)
  return steps.map(({ number, name }) => ({ number, name, appliedAt: applied.get(number) ?? null }))
}

const expectKnown = (db: DatabaseSync, newest: number): void => {
  const found = Math.max(0, ...appliedSteps(db).keys())
  if (found <= newest) return
  throw newerSchema(found, newest)
}

/** True when no step was taken and no table is there. */
export const isUnprepared = (db: DatabaseSync): boolean => {
  if (appliedSteps(db).size > 0) return false
  const others = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migrations', 'sqlite_sequence')"
  return db.prepare(others).get() === undefined
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
  if (target > newest) throw unknownStep(target, newest)
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
      step.fill?.(db)
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

/** What a start does with a file whose schema is not the newest: prepares an empty one only, or takes any there. */
export type SchemaPolicy = 'empty' | 'always'

/** Makes the schema the newest, where the policy lets it. @throws store_unavailable that offers `migrate up`, or for a newer schema */
export const prepareSchema = (db: DatabaseSync, policy: SchemaPolicy, at: number): void => {
  const missing = () => migrationStatus(db).filter(({ appliedAt }) => appliedAt === null)
  if (missing().length === 0) return
  const empty = isUnprepared(db)
  // Looked at again: another process may have prepared it between the two looks.
  const [first] = missing()
  if (first === undefined) return
  if (policy === 'empty' && !empty) throw olderSchema(first.number - 1, migrations.length)
  migrate(db, { at })
}
