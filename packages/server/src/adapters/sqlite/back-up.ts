import { type CheckedFile, checkDatabaseFile } from './check-database-file.ts'
import { connectReader, openingError } from './connect.ts'
import { makePrivateFile } from './private-file.ts'

/**
 * Copies the database as it is at this moment into a file that nobody else may read, whatever is written meanwhile: one
 * read of all pages, so that it ends also under load. The copy is looked through before it counts. Blocks its thread.
 * @throws store_unavailable; invalid_request when the copy is not whole
 */
export const backUp = (path: string, to: string): CheckedFile => {
  makePrivateFile(to)
  const db = connectReader(path)
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } catch (error) {
    throw openingError(path, error)
  } finally {
    db.close()
  }
  return checkDatabaseFile(to)
}
