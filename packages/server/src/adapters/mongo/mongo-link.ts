import { setTimeout as pause } from 'node:timers/promises'
import type { MongoClient, TopologyDescriptionChangedEvent } from 'mongodb'
import mongoose, { type Connection } from 'mongoose'
import type { Clock } from '../../ports/clock.ts'
import type { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import { CausalClock } from './causal-clock.ts'
import { codedMongoError, unavailable } from './coded-mongo-error.ts'
import { type Models, modelsOn } from './mongo-context.ts'
import { connectionOptions } from './mongo-url.ts'

/** Milliseconds that a statement waits for a primary; when there was none for as long, the next ones do not wait. */
const primaryWait = 2_500

/** Milliseconds between two tries to connect at all. */
const retryEvery = 1_000

const options = {
  ...connectionOptions,
  serverSelectionTimeoutMS: primaryWait,
  autoCreate: false,
  autoIndex: false,
  bufferCommands: false,
}

/** What a verb works with while the store is there. */
export interface InUse {
  readonly client: MongoClient
  readonly models: Models
  readonly clock: CausalClock
  readonly now: number
}

export interface LinkOptions {
  readonly url: string
  readonly database: string
  readonly logger: Logger | undefined
  readonly clock: Pick<Clock, 'now'>
  /** Looks at what is there before verbs may use it; what it throws with a code ends the link. */
  readonly admit: (connection: Connection) => Promise<void>
}

type State =
  | { readonly name: 'connecting'; readonly reason: string }
  | { readonly name: 'open'; readonly connection: Connection; readonly models: Models }
  | { readonly name: 'refused'; readonly error: CodedError }
  | { readonly name: 'closed' }

/** The one connection to the replica set: made in the background, for as long as it takes, and kept by the driver. */
export class MongoLink {
  /** Settles when verbs may use the link for the first time, or never may. */
  readonly opened: Promise<void>
  readonly #options: LinkOptions
  readonly #causal = new CausalClock()
  readonly #abort = new AbortController()
  #state: State = { name: 'connecting', reason: 'it was not reached yet' }
  #lostAt: number | null = null

  constructor(options: LinkOptions) {
    this.#options = options
    this.opened = this.#open()
    this.opened.catch(() => {})
  }

  /** @throws store_unavailable while there is no primary, and when this version may not use the database */
  use(): InUse {
    const state = this.#state
    if (state.name === 'closed') throw unavailable('it is closed')
    if (state.name === 'refused') throw state.error
    if (state.name === 'connecting') throw unavailable(state.reason)
    if (this.#lostAt !== null && performance.now() - this.#lostAt > primaryWait)
      throw unavailable('no primary can be reached')
    const { connection, models } = state
    return {
      client: connection.getClient() as MongoClient,
      models,
      clock: this.#causal,
      now: this.#options.clock.now(),
    }
  }

  async close(): Promise<void> {
    const state = this.#state
    this.#state = { name: 'closed' }
    this.#abort.abort()
    await this.opened.catch(() => {})
    if (state.name === 'open') await state.connection.destroy()
  }

  async #open(): Promise<void> {
    const { logger, admit } = this.#options
    for (let attempt = 0; !this.#abort.signal.aborted; attempt++) {
      const connection = new mongoose.Mongoose().createConnection()
      connection.on('error', () => {})
      try {
        await connection.openUri(this.#options.url, { ...options, dbName: this.#options.database })
        this.#watch(connection.getClient() as MongoClient)
        await admit(connection)
        if (this.#abort.signal.aborted) throw unavailable('it is closed')
        this.#state = { name: 'open', connection, models: modelsOn(connection) }
        logger?.info({ attempts: attempt + 1 }, 'store connected')
        return
      } catch (error) {
        await connection.destroy().catch(() => {})
        await this.#failed(error, attempt)
      }
    }
    throw unavailable('it is closed')
  }

  /** Waits before the next try. @throws what no further try would change */
  async #failed(error: unknown, attempt: number): Promise<void> {
    const coded = codedMongoError(error)
    if (this.#state.name === 'closed') return
    if (coded.code !== 'store_unavailable' || coded.retryAfter === undefined) {
      this.#state = { name: 'refused', error: coded }
      throw coded
    }
    this.#state = { name: 'connecting', reason: (coded.detail ?? '').replace('The store: ', '') }
    if (attempt === 0) this.#options.logger?.warn({ reason: coded.detail }, 'store out of reach, trying on')
    await pause(retryEvery, undefined, { signal: this.#abort.signal }).catch(() => {})
  }

  #watch(client: MongoClient): void {
    client.on('topologyDescriptionChanged', ({ newDescription }: TopologyDescriptionChangedEvent) => {
      const there = [...newDescription.servers.values()].some(({ type }) => type === 'RSPrimary')
      if (there && this.#lostAt !== null) this.#options.logger?.info({}, 'store has a primary again')
      if (!there && this.#lostAt === null) this.#options.logger?.warn({}, 'store has no primary')
      this.#lostAt = there ? null : (this.#lostAt ?? performance.now())
    })
  }
}
