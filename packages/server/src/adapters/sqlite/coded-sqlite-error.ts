import { CodedError } from '../../ports/coded-error.ts'

interface SqliteError extends Error {
  readonly errcode: number
}

/** Is this an error that SQLite gave? */
export const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'

/** SQLite's primary result code; extended codes hold it in their low byte. */
export const primaryCode = (error: unknown): number | null => (isSqliteError(error) ? error.errcode & 0xff : null)

/** Primary result codes that mean that the store itself, not the request, is at fault, and in which words. */
const outOfReach: Readonly<Record<number, string>> = {
  5: 'another process has locked the database file',
  6: 'the database is locked',
  7: 'there is not enough memory',
  8: 'the database file is read-only',
  9: 'the write was interrupted',
  10: 'reading or writing the disk failed',
  11: 'the database file is damaged',
  13: 'the disk is full',
  14: 'the database file cannot be opened',
  17: 'the tables are not those that this version knows',
  26: 'the file is no SQLite database',
}

const constraint = 19

/** In words what SQLite's code says about the store; null when it says nothing about it. */
export const storeFault = (error: unknown): string | null => {
  const code = primaryCode(error)
  return code === null ? null : (outOfReach[code] ?? null)
}

/** What callers see of an error of SQLite's, or of any other that has no code of ours. */
export const codedSqliteError = (error: unknown): CodedError => {
  const fault = storeFault(error)
  if (fault !== null)
    return new CodedError('store_unavailable', { detail: `The store: ${fault}`, retryAfter: 5, cause: error })
  if (primaryCode(error) === constraint)
    return new CodedError('internal', {
      detail: 'The database refused the change by one of its own rules',
      cause: error,
    })
  return new CodedError('internal', { cause: error })
}
