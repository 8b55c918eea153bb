import { type Collection, MongoClient } from 'mongodb'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import { codedMongoError } from './coded-mongo-error.ts'
import { type LeaseRow, leaseHolder, takeLease } from './lease.ts'
import { connectionOptions, databaseOf } from './mongo-url.ts'

/** Milliseconds for which the place is held without a renewal, and between two of these; by the database's own clock. */
const leaseMs = 15_000
const renewMs = 3_000

const place = 'sole'

export interface SoleServerOptions {
  readonly url: string
  /** Names this server among all, the same after a restart: then its place is still its own. */
  readonly holder: string
  /** Several hold it together under that name, and whoever goes leaves it to the others. Default false. */
  readonly together?: boolean
  readonly logger: Logger | undefined
  /** Another server has taken the place: this one has to go. */
  readonly lost: () => void
}

/**
 * The holder's name where nodes share a Redis: they hold the place together, and keep others away from their database,
 * also those that share another Redis. So all nodes name theirs in the same way.
 */
export const nodesHolder = (urls: readonly string[], prefix: string): string => {
  const places = urls.map(url => url.replace(/^rediss?:\/\/([^@/]*@)?/, ''))
  return `nodes that share a Redis (${prefix} at ${places.sort().join(', ')})`
}

/**
 * Where there is no bus between nodes, one server alone may work on a database (RT14): it holds a place in it, with a
 * lease that ends with it. The database's clock counts, so that clocks of machines do not matter.
 */
export class SoleServer {
  readonly #options: SoleServerOptions
  readonly #client: MongoClient
  readonly #places: Collection<LeaseRow>
  #timer: NodeJS.Timeout | undefined
  #renewing: Promise<void> = Promise.resolve()

  constructor(options: SoleServerOptions) {
    this.#options = options
    this.#client = new MongoClient(options.url, { ...connectionOptions, serverSelectionTimeoutMS: 5_000 })
    this.#places = this.#client.db(databaseOf(options.url)).collection<LeaseRow>('sole_server')
  }

  /** @throws store_unavailable naming the holder, or when the database is out of reach */
  async take(): Promise<void> {
    if (!(await this.#hold())) {
      const { holder = 'another server' } = (await this.#places.findOne({ _id: place })) ?? {}
      throw new CodedError('store_unavailable', {
        detail:
          `The database is in use by ${holder}. Remedy: stop it, or wait ${leaseMs / 1_000} s if it was killed; ` +
          'one server works on a database.',
      })
    }
    clearInterval(this.#timer)
    this.#timer = setInterval(() => {
      this.#renewing = this.#renew()
    }, renewMs)
    this.#timer.unref()
  }

  /** Who has it just now; null: nobody. Takes and makes nothing. @throws store_unavailable */
  async holder(): Promise<string | null> {
    try {
      return await leaseHolder(this.#places, place)
    } catch (error) {
      throw codedMongoError(error)
    }
  }

  /** Lets another one in at once. */
  async release(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await this.#renewing
    // Out of reach: the lease ends by itself.
    if (!this.#options.together)
      await this.#places.deleteOne({ _id: place, holder: this.#options.holder }).catch(() => {})
    await this.#client.close()
  }

  async #renew(): Promise<void> {
    try {
      if (await this.#hold()) return
      if (this.#timer === undefined) return
      clearInterval(this.#timer)
      this.#options.lost()
    } catch (error) {
      // While the database is away nobody else gets the place either.
      this.#options.logger?.warn({ err: error }, 'the place on the database was not renewed')
    }
  }

  async #hold(): Promise<boolean> {
    try {
      return await takeLease(this.#places, { id: place, holder: this.#options.holder, leaseMs })
    } catch (error) {
      throw codedMongoError(error)
    }
  }
}
