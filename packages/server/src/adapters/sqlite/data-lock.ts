import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { primaryCode } from './coded-sqlite-error.ts'
import { openingError } from './connect.ts'
import { makePrivateFile } from './private-file.ts'

/** Proof that no other server works on the data folder. */
export interface DataLock {
  release(): Promise<void>
}

const busy = 5

const holder = (pidFile: string): string => {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    return Number.isSafeInteger(pid) ? `process ${pid}` : 'another process'
  } catch {
    return 'another process' // it has the lock and has not yet said who it is
  }
}

/**
 * Takes the data folder for this process: an exclusive transaction on a file of its own, which the system ends with the
 * process, however that ends. The holder's number stands in `<path>.pid`. @throws store_unavailable saying who has it
 */
export const takeDataLock = async (path: string): Promise<DataLock> => {
  const pidFile = `${path}.pid`
  let db: DatabaseSync | undefined
  try {
    makePrivateFile(path)
    db = new DatabaseSync(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    writeFileSync(pidFile, `${process.pid}\n`)
  } catch (error) {
    db?.close()
    if (primaryCode(error) !== busy) throw openingError(path, error)
    throw new CodedError('store_unavailable', {
      detail: `The data folder ${dirname(path)} is in use by ${holder(pidFile)}. Remedy: stop it, or set DATABASE_URL to another folder.`,
      cause: error,
    })
  }
  const held = db
  return {
    async release() {
      if (!held.isOpen) return
      rmSync(pidFile, { force: true })
      held.close()
    },
  }
}
