import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Store } from '../../ports/store.ts'
import { connectReader } from './connect.ts'
import { inlineWriter } from './inline-writer.ts'
import { openStoreEngine, type StoreEngineData } from './store-engine.ts'
import { type StoreReads, storeReads } from './store-reads.ts'
import { type Purged, type StoreVerbs, type WriteName, writeNames } from './store-verbs.ts'
import type { Writer } from './write-engine.ts'
import { startWriter } from './writer.ts'

export interface SqliteStoreOptions {
  /** The database file; it and its folder are made if they are missing. */
  readonly path: string
  readonly logger?: Logger
  readonly clock?: Pick<Clock, 'now'>
  /** Where writes happen: in a thread of their own (default), or on the caller's, for commands that end at once. */
  readonly writer?: 'thread' | 'inline'
  /** Most pages that the file may have. Default: SQLite's own bound. */
  readonly maxPages?: number
}

/** The embedded store, with the upkeep that its jobs ask for. */
export interface SqliteStore extends Store {
  /** Forgets one slice of what has expired by then: command ids after 7 days, ended sessions (RT11). */
  purgeExpired(at: number): Promise<Purged>
}

const startEngine = (options: SqliteStoreOptions): Promise<Writer<StoreVerbs>> => {
  const { path, logger, clock, maxPages } = options
  const data: StoreEngineData = {
    path,
    now: (clock ?? Date).now(),
    ...(maxPages === undefined ? {} : { maxPages }),
  }
  if (options.writer === 'inline') return Promise.resolve(inlineWriter<StoreVerbs>(openStoreEngine(data)))
  const module = new URL('./store-thread.ts', import.meta.url)
  return startWriter<StoreVerbs>({ module, data, name: 'store', logger })
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
 * Opens the embedded store, migrating an older file (ST1, ST4). One writer, in a thread of its own, takes what is asked
 * of it in groups; this thread reads on a connection of its own, and waits for neither locks nor disks.
 * @throws store_unavailable naming DATABASE_URL and the remedy
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<SqliteStore> => {
  const writer = await startEngine(options)
  const db = await openReader(options.path, writer)
  const lastBeat = db.prepare('SELECT beat FROM health WHERE id = 1')
  const reads: StoreReads = storeReads(db)
  let closing: Promise<void> | undefined
  return {
    ...reads,
    ...storeWrites(writer),
    kind: 'sqlite',
    purgeExpired: at => writer.call('purge', [at]),
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
        .then(() => writer.close())
      return closing
    },
  }
}
