import { setTimeout as pause } from 'node:timers/promises'
import { type ClientSession, MongoError, MongoServerSelectionError, type TransactionOptions } from 'mongodb'
import { codedMongoError, isConnectionLoss, isDuplicate } from './coded-mongo-error.ts'
import { type MongoContext, mongoContext } from './mongo-context.ts'
import type { MongoLink } from './mongo-link.ts'

/** Milliseconds for all tries of one verb. */
const patience = 15_000

/** Milliseconds before the second try; each further one may wait twice as long, up to the longest. */
const firstPause = 4
const longestPause = 250

const options: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', wtimeoutMS: 5_000 },
  readPreference: 'primary',
  maxCommitTimeMS: 5_000,
}

const has = (error: unknown, label: string): boolean => error instanceof MongoError && error.hasErrorLabel(label)

/** Between two tries: random, so that those that met do not meet again. */
const step = (attempt: number): Promise<void> =>
  pause(Math.random() * Math.min(longestPause, firstPause * 2 ** Math.min(attempt, 10)))

/** Asks for the commit until its outcome is known. False: it was not done, and the verb is to be run again. */
const commit = async (session: ClientSession, until: number): Promise<boolean> => {
  for (let attempt = 0; ; attempt++) {
    try {
      await session.commitTransaction()
      return true
    } catch (error) {
      const left = performance.now() < until && !(error instanceof MongoServerSelectionError)
      if (left && (has(error, 'UnknownTransactionCommitResult') || isConnectionLoss(error))) await step(attempt)
      else if (left && has(error, 'TransientTransactionError')) return false
      else throw error
    }
  }
}

/** May it do better when it is run again? A duplicate key may be another's that committed meanwhile: that is seen once more. */
const mayPass = (error: unknown, attempt: number): boolean =>
  !(error instanceof MongoServerSelectionError) &&
  (has(error, 'TransientTransactionError') || isConnectionLoss(error) || (isDuplicate(error) && attempt === 0))

/**
 * Runs a verb in one transaction on a snapshot, committed by a majority before it is answered (ST2). A conflict or a
 * lost primary runs it again from its first line; a commit whose reply was lost is asked for again, which does nothing
 * the second time. @throws store_unavailable when that takes too long: the outcome may then be unknown
 */
export const inTransaction = async <Result>(
  link: MongoLink,
  verb: (context: MongoContext) => Promise<Result>,
): Promise<Result> => {
  const until = performance.now() + patience
  const { client, models, clock, now } = link.use()
  const session = client.startSession({ causalConsistency: true, defaultTransactionOptions: options })
  clock.begin(session)
  try {
    for (let attempt = 0; ; attempt++) {
      session.startTransaction()
      let result: Result
      try {
        result = await verb(mongoContext(models, session, now))
      } catch (error) {
        await session.abortTransaction().catch(() => {})
        if (performance.now() >= until || !mayPass(error, attempt)) throw error
        await step(attempt)
        continue
      }
      if (await commit(session, until)) return result
      await step(attempt)
    }
  } catch (error) {
    throw codedMongoError(error)
  } finally {
    clock.note(session)
    await session.endSession().catch(() => {})
  }
}
