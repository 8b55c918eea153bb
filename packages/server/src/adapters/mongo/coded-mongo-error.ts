import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'
import { CodedError } from '../../ports/coded-error.ts'

/** Seconds after which a primary is likely to be there again. */
const retryAfter = 2

/** Codes of the server that mean that it, not the request, is at fault, and in which words. */
const outOfReach: Readonly<Record<number, string>> = {
  13: 'the user of DATABASE_URL may not do this',
  18: 'the user or the password of DATABASE_URL was refused',
  20: 'the server is no member of a replica set',
  50: 'a statement took too long',
  64: 'no majority of the members answered in time',
  91: 'the member is shutting down',
  100: 'there are not enough members for a majority',
  112: 'too many wrote to the same place',
  189: 'the primary stepped down',
  251: 'the transaction was lost',
  262: 'the transaction took too long',
  10058: 'the member is no primary any more',
  10107: 'the member is no primary any more',
  11600: 'the member is shutting down',
  11602: 'the primary changed',
  13388: 'the members changed',
  13435: 'the member is no primary any more',
  13436: 'the member is starting',
  14031: 'the disk is full',
}

/** A unique index refused a row. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11000

/** The connection broke, or its socket did: the driver hands an error of writing to one on as it is. */
export const isConnectionLoss = (error: unknown): boolean =>
  error instanceof MongoNetworkError || (error instanceof Error && 'syscall' in error)

const ownRules = new Set<unknown>([11000, 121])

/** Names and numbers alone: messages and details of the server's can hold what was to be stored. */
const shownCause = (error: Error): Error => {
  const { code, codeName } = error as { code?: unknown; codeName?: unknown }
  const words = [error.name, code, codeName].filter(word => typeof word === 'string' || typeof word === 'number')
  return new Error(words.join(' '))
}

/** In words what an error says about the store; null when it says nothing about it. */
const storeFault = (error: Error): string | null => {
  // mongoose has an error of its own for a first connection that fails.
  if (error instanceof MongoServerSelectionError || error.name === 'MongooseServerSelectionError')
    return 'no primary can be reached'
  if (isConnectionLoss(error)) return 'the connection was lost'
  if (!(error instanceof MongoServerError)) return error instanceof MongoError ? 'there is no usable connection' : null
  const known = typeof error.code === 'number' ? outOfReach[error.code] : undefined
  if (known !== undefined) return known
  const passing = ['TransientTransactionError', 'RetryableWriteError', 'UnknownTransactionCommitResult']
  return passing.some(label => error.hasErrorLabel(label)) ? 'the primary changed' : null
}

/** What callers see of an error of the driver's, or of any other that has no code of ours. */
export const codedMongoError = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  if (!(error instanceof Error)) return new CodedError('internal', { cause: error })
  const fault = storeFault(error)
  const cause = shownCause(error)
  if (fault !== null) return new CodedError('store_unavailable', { detail: `The store: ${fault}`, retryAfter, cause })
  if (error instanceof MongoServerError && ownRules.has(error.code))
    return new CodedError('internal', { detail: 'The database refused the change by one of its own rules', cause })
  return new CodedError('internal', { cause: error instanceof MongoError ? cause : error })
}

/** The store is not there just now, for a reason known. */
export const unavailable = (detail: string): CodedError =>
  new CodedError('store_unavailable', { detail: `The store: ${detail}`, retryAfter })
