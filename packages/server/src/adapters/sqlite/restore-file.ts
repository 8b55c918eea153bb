import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type CheckedFile, checkDatabaseFile } from './check-database-file.ts'
import { makePrivateFile } from './private-file.ts'

export interface RestoreOptions {
  /** The backup; it stays as it is. */
  readonly from: string
  /** The database that it takes the place of. */
  readonly to: string
  /** Files that say something of the present database only: they go, with their journals. */
  readonly others: readonly string[]
  /** Milliseconds since the Unix epoch; names what is kept. */
  readonly at: number
  /** Waits until a file, or folder, is on the disk. */
  synced(path: string): Promise<void>
}

const journals = ['-wal', '-shm', '-journal']

const removeWithJournals = (path: string): void => {
  for (const ending of ['', ...journals]) rmSync(`${path}${ending}`, { force: true })
}

/** Takes the log into the file, where there is one and it can be read; otherwise it is kept beside. */
const settle = (path: string): void => {
  try {
    new DatabaseSync(path, { timeout: 0 }).close()
  } catch {}
}

/** Keeps the present database, with what of its log is not in it, under a name of its own; null: there is none. */
const setAside = (path: string, at: number): string | null => {
  if (!existsSync(path)) return null
  settle(path)
  const kept = `${path}.before-restore-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  try {
    linkSync(path, kept)
  } catch {
    copyFileSync(path, kept)
    chmodSync(kept, 0o600)
  }
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${kept}-wal`)
  for (const ending of journals) rmSync(`${path}${ending}`, { force: true })
  return kept
}

/**
 * Puts a backup in the place of the database, in one step, while nobody uses it: until then the present one is there, and
 * afterwards it is kept. An older schema is restored as it is. @throws invalid_request for a file that is no whole backup
 * of this version or an earlier one: nothing is touched then
 */
export const restoreFile = async (options: RestoreOptions): Promise<CheckedFile & { kept: string | null }> => {
  const { from, to, others, at, synced } = options
  checkDatabaseFile(from)
  const temporary = `${to}.restoring`
  removeWithJournals(temporary)
  try {
    makePrivateFile(temporary)
    copyFileSync(from, temporary)
    chmodSync(temporary, 0o600)
    const checked = checkDatabaseFile(temporary)
    await synced(temporary)
    const kept = setAside(to, at)
    for (const other of others) removeWithJournals(other)
    renameSync(temporary, to)
    return { ...checked, kept }
  } finally {
    removeWithJournals(temporary)
  }
}
