import { accessSync, constants } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { storeFault } from './coded-sqlite-error.ts'
import { makePrivateFile } from './private-file.ts'

/** Marks a file as ours, so that no other program's database is written to by mistake: "chat". */
const applicationId = 0x63686174

/** Milliseconds for which a start waits for another process to let go of the file. */
const usualPatience = 2_000

const remedyOfReadOnly = 'make the file and its folder writable for this user'

const remedies: Readonly<Record<number, string>> = {
  5: 'stop the other process, or name another file',
  8: remedyOfReadOnly,
  11: 'restore a backup',
  13: 'make room on the disk',
  14: 'check that the folder exists and may be written to',
  26: 'name another file, or restore a backup',
}

const startError = (path: string, what: string, remedy: string, cause?: unknown): CodedError =>
  new CodedError('store_unavailable', { detail: `DATABASE_URL names ${path}: ${what}. Remedy: ${remedy}.`, cause })

/** An error at the start, in words that name the variable and the remedy. */
export const openingError = (path: string, error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  const code =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
  const what = storeFault(error) ?? (error instanceof Error ? error.message : 'it cannot be opened')
  return startError(path, what, remedies[code] ?? 'check the path and its permissions', error)
}

/** SQLite opens what may only be read without a word, and leaves files beside it that nobody may write either. */
const expectWritable = (path: string): void => {
  try {
    accessSync(path, constants.W_OK)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw startError(path, 'the database file is read-only', remedyOfReadOnly, error)
  }
}

/** Is it marked as ours? One without a mark and without tables may become it. @throws store_unavailable for others' */
export const expectOurs = (db: DatabaseSync, path: string): boolean => {
  const id = db.prepare('PRAGMA application_id').get()?.application_id
  if (id === applicationId) return true
  const tables = db.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count
  if (id !== 0 || tables !== 0) throw startError(path, 'the file belongs to another program', 'name another file')
  return false
}

/**
 * The one connection that writes. File and folder are made if they are missing.
 * @param patience milliseconds for which another process is waited for; default 2,000
 * @throws store_unavailable naming DATABASE_URL
 */
export const connectWriter = (path: string, patience = usualPatience): DatabaseSync => {
  let db: DatabaseSync | undefined
  try {
    makePrivateFile(path)
    expectWritable(path)
    db = new DatabaseSync(path, { timeout: patience, enableForeignKeyConstraints: true })
    if (!expectOurs(db, path)) db.exec(`PRAGMA application_id = ${applicationId}`)
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -32000;
      PRAGMA wal_autocheckpoint = 0;
    `)
    // On a disk that may only be read it is the first write that fails, and that shall be now: BEGIN IMMEDIATE is silent.
    db.exec(`BEGIN; PRAGMA application_id = ${applicationId}; ROLLBACK`)
    return db
  } catch (error) {
    db?.close()
    throw openingError(path, error)
  }
}

/** A connection that reads, and never waits for a lock: beside a writer in WAL mode there is none to wait for. */
export const connectReader = (path: string): DatabaseSync => {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 0 })
    db.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY')
    return db
  } catch (error) {
    throw openingError(path, error)
  }
}
