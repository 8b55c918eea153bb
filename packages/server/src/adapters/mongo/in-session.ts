import { type ClientSession, MongoServerError, type Timestamp } from 'mongodb'
import { codedMongoError } from './coded-mongo-error.ts'
import { type MongoContext, type MongoReader, mongoContext } from './mongo-context.ts'
import type { MongoLink } from './mongo-link.ts'

/** The driver's snapshot sessions hold the moment that they read; its types keep that to themselves. */
interface SnapshotSession {
  snapshotTime?: Timestamp
}

/** The moment that a snapshot session reads; undefined before its first read. */
export const momentOf = (session: ClientSession): Timestamp | undefined => (session as SnapshotSession).snapshotTime

/** The moment asked for is no longer, or was never, in the history of this member. */
export class HistoryGone extends Error {
  override readonly name = 'HistoryGone'
}

/** InvalidOptions (a moment that has not come yet, or never was), SnapshotTooOld, SnapshotUnavailable. */
const goneCodes = new Set<unknown>([72, 239, 246])

const ended = async <Result>(session: ClientSession, run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run()
  } catch (error) {
    const atMoment = session.snapshotEnabled && error instanceof MongoServerError && goneCodes.has(error.code)
    if (error instanceof HistoryGone || atMoment) throw new HistoryGone()
    throw codedMongoError(error)
  } finally {
    await session.endSession().catch(() => {})
  }
}

/**
 * One statement, outside of transactions: a read of what a majority has, and not before what this node was shown last,
 * or a write that a majority acknowledged, sent again once by the driver when its reply was lost.
 */
export const inSession = async <Result>(
  link: MongoLink,
  verb: (context: MongoContext) => Promise<Result>,
): Promise<Result> => {
  const { client, models, clock, now } = link.use()
  const session = client.startSession({ causalConsistency: true })
  clock.begin(session)
  return ended(session, async () => {
    const result = await verb(mongoContext(models, session, now))
    clock.note(session)
    return result
  })
}

/**
 * Several reads of one moment of what a majority has: a past one if it is given, else the newest. A primary that has
 * just become one may know of an older moment than this node was shown: then it is asked for that one.
 */
export const atMoment = async <Result>(
  link: MongoLink,
  verb: (reader: MongoReader) => Promise<Result>,
  moment?: Timestamp,
): Promise<Result> => {
  const { client, models, clock, now } = link.use()
  const seen = clock.latest
  const session = client.startSession({ snapshot: true })
  if (moment !== undefined) (session as SnapshotSession).snapshotTime = moment
  const result = await ended(session, () => verb(mongoContext(models, session, now)))
  const stale = moment === undefined && seen !== undefined && momentOf(session)?.lessThan(seen)
  return stale ? atMoment(link, verb, seen) : result
}
