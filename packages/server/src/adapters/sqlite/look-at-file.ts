import { connectReader, openingError } from './connect.ts'

/** Reads through a file of ours, whatever it holds, and changes nothing. @throws store_unavailable for one that cannot be read or is damaged */
export const lookAtFile = (path: string): void => {
  const db = connectReader(path)
  try {
    const [first] = db.prepare('PRAGMA quick_check(1)').all()
    if (first?.quick_check !== 'ok') throw openingError(path, new Error('the file is damaged'))
  } catch (error) {
    throw openingError(path, error)
  } finally {
    db.close()
  }
}
