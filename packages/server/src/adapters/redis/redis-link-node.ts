import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import { connectRedis, type RedisConnection } from './connect-redis.ts'
import { addressOf, type RedisTarget } from './connect-target.ts'
import type { RedisLinkState } from './redis-link.ts'
import { reasonOf, replyWord, unavailable } from './redis-link-fault.ts'
import { longestPause, retryPause } from './redis-link-pause.ts'

export interface RedisNodeOptions {
  readonly target: RedisTarget
  readonly clock: Clock
  readonly timeoutMs: number
  /** Looks at what is there before it may be used. @throws a CodedError; without a retry time, if no waiting mends it */
  readonly admit: (connection: RedisConnection) => Promise<void>
  /** Looks once at each new connection for what it is made for. @throws as `admit` does */
  readonly prove?: (connection: RedisConnection) => Promise<void>
  /** Told after each change of the state. */
  readonly changed: () => void
  readonly channelMoved?: (channel: string) => void
  /** Milliseconds before the next try; `retryPause` unless told. */
  readonly pauseAfter?: (failures: number) => number
}

/** Answers by which a server shows that it is no longer the one to be connected to. */
const strangers = new Set(['READONLY', 'NOAUTH'])

/** One server, to which a connection is made again for as long as it takes. */
export class RedisNode {
  readonly address: string
  /** Settles with the first try; rejects with what no waiting mends. */
  readonly tried: Promise<void>
  readonly #options: RedisNodeOptions
  readonly #abort = new AbortController()
  readonly #firstTry = Promise.withResolvers<void>()
  readonly #kept: Promise<void>
  #connection: RedisConnection | null = null
  #state: RedisLinkState = { name: 'connecting' }

  constructor(options: RedisNodeOptions) {
    this.#options = options
    this.address = addressOf(options.target)
    this.tried = this.#firstTry.promise
    this.tried.catch(() => {})
    this.#kept = this.#keep()
  }

  get state(): RedisLinkState {
    return this.#state
  }

  /** The connection there is now; another one after each break. */
  get connection(): RedisConnection | null {
    return this.#connection
  }

  /** @throws store_unavailable, or what Redis answered, as it is */
  send(args: readonly string[]): Promise<unknown> {
    return this.#with(connection => connection.send(args))
  }

  /** A command for a slot that is moving to this server. @throws as `send` does */
  sendAsking(args: readonly string[]): Promise<unknown> {
    return this.#with(async connection => {
      const [, answer] = await Promise.all([connection.send(['ASKING']), connection.send(args)])
      return answer
    })
  }

  async #with(use: (connection: RedisConnection) => Promise<unknown>): Promise<unknown> {
    const connection = this.#connection
    if (connection === null)
      throw unavailable(this.#state.name === 'away' ? this.#state.reason : 'it was not reached yet')
    try {
      return await use(connection)
    } catch (error) {
      if (strangers.has(replyWord(error) ?? '')) connection.end('it takes no writes any more')
      throw error
    }
  }

  async close(): Promise<void> {
    this.#abort.abort()
    await this.#kept
  }

  async #keep(): Promise<void> {
    const { signal } = this.#abort
    const { pauseAfter = retryPause } = this.#options
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        // One that is lost as soon as it is made is no better than none.
        if ((await this.#once()) > longestPause) failures = 0
      } catch (error) {
        this.#failed(error)
      }
      await pause(pauseAfter(failures), undefined, { signal }).catch(() => {})
    }
    this.#become({ name: 'closed' })
    this.#firstTry.resolve()
  }

  /** From being connected to the end of the connection; resolves with the milliseconds for which it was used. */
  async #once(): Promise<number> {
    const { target, timeoutMs, admit, prove, clock, channelMoved } = this.#options
    const { signal } = this.#abort
    const more = channelMoved === undefined ? {} : { channelMoved }
    const connection = await connectRedis(target, { timeoutMs, signal, ...more })
    try {
      await admit(connection)
      await prove?.(connection)
      if (signal.aborted) return 0
      const began = clock.monotonic()
      this.#connection = connection
      this.#become({ name: 'connected', since: clock.now() })
      this.#firstTry.resolve()
      const beat = this.#beat(connection)
      const reason = await connection.ended
      clearInterval(beat)
      this.#connection = null
      if (!signal.aborted) this.#away(reason)
      return clock.monotonic() - began
    } finally {
      connection.end('it may not be used')
    }
  }

  /** A connection that fell silent, or whose server became a replica, is noticed also when nothing is asked over it. */
  #beat(connection: RedisConnection): NodeJS.Timeout {
    const { admit, timeoutMs } = this.#options
    return setInterval(() => void admit(connection).catch(error => connection.end(reasonOf(error))), timeoutMs / 2)
  }

  #failed(error: unknown): void {
    if (this.#abort.signal.aborted) return
    this.#away(reasonOf(error))
    if (error instanceof CodedError && error.retryAfter === undefined) this.#firstTry.reject(error)
    else this.#firstTry.resolve()
  }

  #away(reason: string): void {
    const since = this.#state.name === 'away' ? this.#state.since : this.#options.clock.now()
    this.#become({ name: 'away', since, reason })
  }

  #become(state: RedisLinkState): void {
    this.#state = state
    this.#options.changed()
  }
}
