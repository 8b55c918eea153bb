import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { storeFault } from './coded-sqlite-error.ts'
import { expectOurs } from './connect.ts'
import { isUnprepared, migrationStatus } from './migrate.ts'

/** What a file that is whole holds. */
export interface CheckedFile {
  /** The step of its schema. */
  readonly schema: number
  /** Steps that this version knows beyond it. */
  readonly missing: number
  readonly counts: Readonly<Record<string, number>>
}

const refusal = (path: string, what: string, cause?: unknown): CodedError =>
  new CodedError('invalid_request', { detail: `${path}: ${what}`, cause })

const counted = ['projects', 'users', 'threads', 'messages']

const look = (db: DatabaseSync, path: string): CheckedFile => {
  if (!expectOurs(db, path) || isUnprepared(db)) throw refusal(path, 'it holds no data of chat-view')
  const steps = migrationStatus(db)
  const faults = db.prepare('PRAGMA integrity_check(1)').all()
  if (faults.length !== 1 || faults[0]?.integrity_check !== 'ok') throw refusal(path, 'the file is damaged')
  if (db.prepare('PRAGMA foreign_key_check').get() !== undefined)
    throw refusal(path, 'it holds rows without their parents')
  const taken = steps.filter(({ appliedAt }) => appliedAt !== null).length
  const tables = new Set(
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  )
  const counts = counted
    .filter(table => tables.has(table))
    .map(table => [table, Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count)])
  return { schema: taken, missing: steps.length - taken, counts: Object.fromEntries(counts) }
}

/**
 * Looks at a database file that nobody uses, and changes nothing.
 * @throws invalid_request for one that is not there, no database, another program's, damaged or of a newer version
 */
export const checkDatabaseFile = (path: string): CheckedFile => {
  if (!existsSync(path)) throw refusal(path, 'there is no such file')
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 0 })
    return look(db, path)
  } catch (error) {
    if (error instanceof CodedError)
      throw error.code === 'invalid_request' ? error : refusal(path, error.detail ?? 'it cannot be used', error)
    throw refusal(path, storeFault(error) ?? (error instanceof Error ? error.message : 'it cannot be read'), error)
  } finally {
    db?.close()
  }
}
