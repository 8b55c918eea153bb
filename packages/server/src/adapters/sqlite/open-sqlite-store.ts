import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Store } from '../../ports/store.ts'
import { openArchiveReader } from './archive/archive-reader.ts'
import { connectReader } from './connect.ts'
import { inlineWriter } from './inline-writer.ts'
import type { SchemaPolicy } from './migrate.ts'
import { createReconciler } from './reconcile/reconciler.ts'
import { openSearchEngine } from './search/search-engine.ts'
import { createSearcher, type Searcher } from './search/searcher.ts'
import { openStoreEngine, type StoreEngineData } from './store-engine.ts'
import { type StoreReads, storeReads } from './store-reads.ts'
import { type StoreVerbs, type WriteName, writeNames } from './store-verbs.ts'
import { tidyUp } from './tidying.ts'
import { openUsageEngine, type UsageVerbs } from './usage/usage-engine.ts'
import type { Writer } from './write-engine.ts'
import { lazyWriter, startWriter } from './writer.ts'

export interface SqliteStoreOptions {
  /** The database file; it and its folder are made if they are missing. */
  readonly path: string
  readonly logger?: Logger
  readonly clock?: Pick<Clock, 'now'>
  /** Where writes happen: in a thread of their own (default), or on the caller's, for commands that end at once. */
  readonly writer?: 'thread' | 'inline'
  /** An empty file is prepared; one of an older schema is refused with the way out (default), or migrated (ST4). */
  readonly migrate?: SchemaPolicy
  /** Most pages that the file may have. Default: SQLite's own bound. */
  readonly maxPages?: number
}

const startEngine = (options: SqliteStoreOptions): Promise<Writer<StoreVerbs>> => {
  const { path, logger, clock, migrate = 'empty', maxPages } = options
  const data: StoreEngineData = {
    path,
    now: (clock ?? Date).now(),
    migrate,
    ...(maxPages === undefined ? {} : { maxPages }),
  }
  if (options.writer === 'inline') return Promise.resolve(inlineWriter<StoreVerbs>(openStoreEngine(data)))
  const module = new URL('./store-thread.ts', import.meta.url)
  return startWriter<StoreVerbs>({ module, data, name: 'store', logger })
}

/** Ranking takes longer than any other read, so it has a thread of its own, from the first search on. */
const openSearcher = ({ path, logger, writer }: SqliteStoreOptions): Searcher => {
  if (writer === 'inline') return createSearcher(inlineWriter(openSearchEngine({ path })))
  const module = new URL('./search/search-thread.ts', import.meta.url)
  return createSearcher(lazyWriter({ module, data: { path }, name: 'search', logger }))
}

/** Sums of a month take longer than a read may, so they have a thread of their own, from the first one on. */
const openUsage = ({ path, logger, writer }: SqliteStoreOptions): Writer<UsageVerbs> => {
  if (writer === 'inline') return inlineWriter<UsageVerbs>(openUsageEngine({ path }))
  const module = new URL('./usage/usage-thread.ts', import.meta.url)
  return lazyWriter<UsageVerbs>({ module, data: { path }, name: 'usage', logger })
}

const openReader = async (path: string, writer: Writer<StoreVerbs>): Promise<DatabaseSync> => {
  try {
    return connectReader(path)
  } catch (error) {
    await writer.close()
    throw error
  }
}

type StoreWrites = Pick<Store, WriteName>

const storeWrites = (writer: Writer<StoreVerbs>): StoreWrites => {
  const verb = (name: WriteName) => [name, (...args: never) => writer.call(name, args)]
  return Object.fromEntries(writeNames.map(verb)) as unknown as StoreWrites
}

const closed = () => Promise.reject(new CodedError('store_unavailable', { detail: 'The store is closed' }))

/**
 * Opens the embedded store (ST1). One writer, in a thread of its own, takes what is asked
 * of it in groups; this thread reads on a connection of its own, and waits for neither locks nor disks.
 * @throws store_unavailable naming DATABASE_URL and the remedy
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const writer = await startEngine(options)
  const db = await openReader(options.path, writer)
  const lastBeat = db.prepare('SELECT beat FROM health WHERE id = 1')
  const reads: StoreReads = storeReads(db)
  const searcher = openSearcher(options)
  const usage = openUsage(options)
  const reconciler = createReconciler({
    path: options.path,
    where: options.writer ?? 'thread',
    repair: (place, at) => writer.call('repairDrift', [place, at]),
    logger: options.logger,
  })
  let closing: Promise<void> | undefined
  return {
    ...reads,
    ...storeWrites(writer),
    kind: 'sqlite',
    search: searcher.search,
    usageSums: query => usage.call('usageSums', query),
    usageTotals: query => usage.call('usageTotals', query),
    reconcile: reconciler.reconcile,
    openArchive: () =>
      openArchiveReader({ path: options.path, where: options.writer ?? 'thread', logger: options.logger }),
    async tidy() {
      for (let step = 0; await writer.call('mergeSearch', [step]); step++);
      await tidyUp(() => writer.call('tidy', []))
    },
    async check(signal) {
      signal?.throwIfAborted()
      if (closing) return closed()
      const beat = await writer.call('beat', [])
      const read = Number(lastBeat.get()?.beat)
      if (!(read >= beat))
        throw new CodedError('store_unavailable', { detail: 'The store does not read what it wrote' })
    },
    close() {
      // The writer closes last and so takes the log into the file, when no reader holds it open.
      closing ??= Promise.resolve()
        .then(() => db.close())
        .then(() => searcher.close())
        .then(() => usage.close())
        .then(() => reconciler.close())
        .then(() => writer.close())
      return closing
    },
  }
}
