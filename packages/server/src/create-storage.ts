import { setTimeout as delay } from 'node:timers/promises'
import { openMongoJobsBackend } from './adapters/agenda/open-mongo-jobs-backend.ts'
import { fullAddress } from './adapters/mongo/mongo-url.ts'
import { openMongoStore } from './adapters/mongo/open-mongo-store.ts'
import { nodesHolder, SoleServer } from './adapters/mongo/sole-server.ts'
import { takeDataLock } from './adapters/sqlite/data-lock.ts'
import { openJobsBackend } from './adapters/sqlite/jobs/open-jobs-backend.ts'
import { openLiveLog } from './adapters/sqlite/live-log.ts'
import { openSqliteStore } from './adapters/sqlite/open-sqlite-store.ts'
import { type DataFolder, isEmbedded } from './config/data-folder.ts'
import type { Config } from './config/load-config.ts'
import { keptServerId } from './config/server-id.ts'
import type { Shared } from './create-redis.ts'
import type { Clock } from './ports/clock.ts'
import { CodedError } from './ports/coded-error.ts'
import type { GenerationLog } from './ports/generation-log.ts'
import type { Logger } from './ports/logger.ts'
import type { Store } from './ports/store.ts'

export interface StorageOptions {
  readonly config: Config
  readonly data: DataFolder
  readonly clock: Clock
  readonly logger: Logger
  /** Another server has taken this one's place on the database. */
  readonly lost: (error: CodedError) => void
  /** What nodes have together; null: this is the only one. */
  readonly shared: Pick<Shared, 'log'> | null
}

/** Where a server keeps things; what it opens is closed by the stack that it is given. */
export interface Storage {
  readonly store: Store
  readonly log: GenerationLog
  readonly jobs: ReturnType<typeof openJobsBackend>
  /** Settles when the store was reached and is this server's to work on. @throws CodedError when it never will be */
  ready(signal: AbortSignal): Promise<void>
}

const openEmbedded = async (
  { config, data, clock, logger }: StorageOptions,
  parts: AsyncDisposableStack,
): Promise<Pick<Storage, 'store' | 'jobs' | 'ready'>> => {
  const migrate = config.MIGRATE_ON_START ? 'always' : 'empty'
  const store = await openSqliteStore({ path: data.database, logger, clock, migrate })
  return {
    store: parts.adopt(store, opened => opened.close()),
    jobs: openJobsBackend({ path: data.jobs, logger }),
    ready: async () => {},
  }
}

/** Milliseconds for which the place of a server that was killed is waited for. */
const patience = 20_000

const takePlace = async (place: SoleServer, signal: AbortSignal): Promise<void> => {
  for (const until = performance.now() + patience; ; ) {
    try {
      return await place.take()
    } catch (error) {
      if (signal.aborted || performance.now() > until) throw error
      await delay(1_000, undefined, { signal })
    }
  }
}

/** What goes on in the background is not waited for any longer once the signal says so. */
const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The place of the one server, or of the nodes together, that may work on the database. */
const placeOf = ({ config, data, logger, lost }: StorageOptions, parts: AsyncDisposableStack): SoleServer => {
  const place = new SoleServer({
    url: config.DATABASE_URL,
    holder: config.REDIS_URL ? nodesHolder(config.REDIS_URL, config.REDIS_PREFIX) : keptServerId(data.id),
    together: config.REDIS_URL !== null,
    logger,
    lost: () => lost(new CodedError('store_unavailable', { detail: 'Another server works on this database now' })),
  })
  return parts.adopt(place, taken => taken.release())
}

const openMongo = async (
  options: StorageOptions,
  parts: AsyncDisposableStack,
): Promise<Pick<Storage, 'store' | 'jobs' | 'ready'>> => {
  const { config, clock, logger } = options
  const url = config.DATABASE_URL
  const migrate = config.MIGRATE_ON_START ? 'always' : 'empty'
  const store = parts.adopt(await openMongoStore({ url, logger, clock, migrate }), opened => opened.close())
  const place = placeOf(options, parts)
  return {
    store,
    jobs: openMongoJobsBackend({ address: fullAddress(url) }),
    async ready(signal) {
      await unlessAborted(store.opened, signal)
      await takePlace(place, signal)
    },
  }
}

/** Opens the store that `DATABASE_URL` names, with what goes with it. @throws CodedError naming what is wrong and the remedy */
export const createStorage = async (options: StorageOptions, parts: AsyncDisposableStack): Promise<Storage> => {
  const { config, data, shared } = options
  parts.adopt(await takeDataLock(data.lock), held => held.release())
  const opened = await (isEmbedded(config.DATABASE_URL) ? openEmbedded : openMongo)(options, parts)
  const log = shared?.log ?? parts.adopt(await openLiveLog({ path: data.live }), made => made.close())
  return { ...opened, log }
}
