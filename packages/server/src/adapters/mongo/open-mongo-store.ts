import type { Connection } from 'mongoose'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Store } from '../../ports/store.ts'
import { openArchive } from './archive/open-archive.ts'
import { inSession } from './in-session.ts'
import { prepareSchema, type SchemaPolicy } from './migrate.ts'
import { MongoLink } from './mongo-link.ts'
import { databaseOf, expectReplicaSet } from './mongo-url.ts'
import { reconcile } from './reconcile/reconcile.ts'
import { type StoreReads, storeReads } from './store-reads.ts'
import { storeVerbs, type WriteName } from './store-verbs.ts'

export interface MongoStoreOptions {
  /** The replica set's address with the database's name. */
  readonly url: string
  readonly logger?: Logger
  readonly clock?: Pick<Clock, 'now'>
  /** An empty database is prepared; one of an older schema is refused with the way out (default), or migrated (ST4). */
  readonly migrate?: SchemaPolicy
}

export interface MongoStore
  extends Pick<Store, keyof StoreReads | WriteName | 'kind' | 'check' | 'close' | 'reconcile' | 'openArchive'> {
  /**
   * Settles when the database was reached for the first time and its schema is the one of this version; rejects when it
   * never can be used: no replica set, a newer schema, an older one that is not to be migrated.
   */
  readonly opened: Promise<void>
}

/** Milliseconds for which closing waits for verbs that have begun. */
const closingTime = 20_000

/** Runs every verb so that closing can wait for those that have begun, and none begins after. */
const counted = <Verbs extends object>(verbs: Verbs, running: Set<Promise<unknown>>, isOpen: () => boolean): Verbs => {
  const count =
    (verb: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      if (!isOpen()) throw new CodedError('store_unavailable', { detail: 'The store is closed' })
      const work = verb(...args)
      running.add(work)
      try {
        return await work
      } finally {
        running.delete(work)
      }
    }
  return Object.fromEntries(Object.entries(verbs).map(([name, verb]) => [name, count(verb)])) as Verbs
}

const isDone = async (running: ReadonlySet<Promise<unknown>>): Promise<void> => {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, closingTime)
  await Promise.race([Promise.allSettled(running), late])
  clearTimeout(timer)
}

/**
 * Opens the store on a MongoDB replica set (ST1). It resolves at once: the connection is made in the background and made
 * again for ever, and while it is away every verb fails with `store_unavailable`.
 * @throws store_unavailable for what is no address
 */
export const openMongoStore = async (options: MongoStoreOptions): Promise<MongoStore> => {
  const { url, logger, clock = Date, migrate = 'empty' } = options
  const database = databaseOf(url)
  const admit = async ({ db }: Connection): Promise<void> => {
    if (db === undefined) throw new CodedError('internal', { detail: 'The connection has no database' })
    expectReplicaSet(await db.admin().command({ hello: 1 }))
    await prepareSchema(db, migrate, clock.now())
  }
  const link = new MongoLink({ url, database, logger, clock, admit })
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined
  const beat = (): Promise<void> =>
    inSession(link, async ({ health }) => {
      const written = await health.change({ _id: 'beat' }, { $inc: { beat: 1 } }, { upsert: true })
      const read = await health.get({ _id: 'beat' })
      if (written === null || read === null || read.beat < written.beat)
        throw new CodedError('store_unavailable', { detail: 'The store does not read what it wrote' })
    })
  const verbs = counted({ ...storeReads(link), ...storeVerbs(link), beat }, running, () => closing === undefined)
  return {
    ...verbs,
    kind: 'mongodb',
    opened: link.opened,
    reconcile: query => reconcile(link, query),
    openArchive: () => openArchive(link),
    async check(signal) {
      signal?.throwIfAborted()
      await verbs.beat()
    },
    close() {
      closing ??= isDone(running).then(() => link.close())
      return closing
    },
  }
}
