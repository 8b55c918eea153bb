import { existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { CodedError } from '../ports/coded-error.ts'

const taken = (path: string): CodedError =>
  new CodedError('invalid_request', { detail: `${path} is there already. Remedy: name another file.` })

const unwritable = (path: string, why: string, cause?: unknown): CodedError =>
  new CodedError('invalid_request', { detail: `${path} cannot be written: ${why}`, cause })

/** Waits until what was written, or renamed, in a file or folder is on the disk. */
export const synced = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Folders cannot be synced everywhere.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  } finally {
    await handle.close()
  }
}

const place = (temporary: string, path: string): void => {
  try {
    linkSync(temporary, path)
    rmSync(temporary)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || existsSync(path)) throw taken(path)
    // A file system without links.
    renameSync(temporary, path)
  }
}

/**
 * Makes a file in one step: `make` writes it under a temporary name beside it, then it is synced and named. One that is
 * there stays as it is, and one that could not be made leaves nothing. @throws invalid_request
 */
export const makeNewFile = async <T>(path: string, make: (temporary: string) => Promise<T>): Promise<T> => {
  const target = resolve(path)
  if (existsSync(target)) throw taken(path)
  if (!existsSync(dirname(target))) throw unwritable(path, 'there is no such folder')
  const temporary = `${target}.${process.pid}.partial`
  try {
    const made = await make(temporary)
    await synced(temporary)
    place(temporary, target)
    await synced(dirname(target))
    return made
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOSPC' || code === 'EROFS')
      throw unwritable(path, code, error)
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}
