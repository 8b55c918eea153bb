import type { Logger } from '../../ports/logger.ts'
import type { RedisConnection } from './connect-redis.ts'
import type { RedisLinkOptions, RedisLinkState } from './redis-link.ts'
import { admitHearer } from './redis-link-admit.ts'
import { codedRedisError, reasonOf, replyWord } from './redis-link-fault.ts'
import { openRoutes } from './redis-link-open.ts'
import type { RedisRoutes } from './redis-link-routes.ts'
import { StateWatch } from './redis-link-watch.ts'

/** `said`: somebody published it. `renewed`: the channel was not heard for a time, and anything may have been said. */
export type ChannelWord = { readonly kind: 'said'; readonly text: string } | { readonly kind: 'renewed' }

/** Sharded channels, heard on connections of their own: shared, counted, and asked for again after each break. */
export interface RedisChannels {
  readonly state: RedisLinkState
  /**
   * Resolves when nothing published from then on goes unheard; while Redis is away at once, and `renewed` follows.
   * Answers what ends it. Never rejects.
   */
  listen(channel: string, listener: (word: ChannelWord) => void): Promise<() => void>
  close(): Promise<void>
}

type Subscription =
  | { readonly name: 'wanted' }
  | { readonly name: 'asking' | 'heard' | 'leaving'; readonly on: RedisConnection }

/** One channel, for as long as it has listeners. */
interface Channel {
  readonly listeners: Set<(word: ChannelWord) => void>
  subscription: Subscription
  /** Somebody listens who was not told that it is heard, or for whom it was not heard for a time. */
  missed: boolean
  /** Called once when it is heard, or cannot be now. */
  waiting: (() => void)[]
}

class OpenChannels implements RedisChannels {
  readonly #routes: RedisRoutes
  /** Bounded by its listeners: one without any is left. */
  readonly #channels = new Map<string, Channel>()
  readonly #watch: StateWatch
  readonly #logger: Logger

  constructor(options: RedisLinkOptions) {
    this.#logger = options.logger
    this.#watch = new StateWatch(options.logger, 'channels')
    this.#routes = openRoutes(options, {
      changed: () => this.#changed(),
      channelMoved: channel => this.#lost(channel),
      prove: admitHearer(options.prefix),
    })
    void this.#watch.begin(this.#routes.tried, () => this.state)
  }

  get routes(): RedisRoutes {
    return this.#routes
  }

  get state(): RedisLinkState {
    return this.#routes.state
  }

  async listen(channel: string, listener: (word: ChannelWord) => void): Promise<() => void> {
    const entry = this.#channels.get(channel) ?? {
      listeners: new Set(),
      subscription: { name: 'wanted' },
      missed: false,
      waiting: [],
    }
    this.#channels.set(channel, entry)
    // A function of its own for each: the same listener may listen twice.
    const own = (word: ChannelWord): void => listener(word)
    entry.listeners.add(own)
    if (entry.subscription.name !== 'heard') {
      const heard = new Promise<void>(resolve => entry.waiting.push(resolve))
      this.#ask(channel, entry)
      await heard
    }
    return () => {
      entry.listeners.delete(own)
      this.#leave(channel, entry)
    }
  }

  async close(): Promise<void> {
    for (const entry of this.#channels.values()) {
      entry.listeners.clear()
      this.#proceed(entry)
    }
    this.#channels.clear()
    await this.#routes.close()
  }

  #changed(): void {
    const routes = this.#routes as RedisRoutes | undefined
    if (routes === undefined) return
    this.#watch.look(routes.state)
    for (const [channel, entry] of this.#channels) {
      const { subscription } = entry
      if (subscription.name !== 'wanted' && subscription.on === routes.nodeOf(channel)?.connection) continue
      if (subscription.name !== 'wanted') this.#want(entry)
      this.#ask(channel, entry)
    }
  }

  #want(entry: Channel): void {
    entry.subscription = { name: 'wanted' }
    entry.missed = true
  }

  /** Lets go on who waits for the channel to be heard: told or not, `renewed` will be said to them if not. */
  #proceed(entry: Channel): void {
    const waiting = entry.waiting
    entry.waiting = []
    for (const resolve of waiting) resolve()
  }

  #ask(channel: string, entry: Channel): void {
    if (entry.subscription.name !== 'wanted') return
    if (entry.listeners.size === 0) {
      this.#channels.delete(channel)
      return
    }
    const connection = this.#routes.nodeOf(channel)?.connection ?? null
    if (connection === null) {
      entry.missed = true
      this.#proceed(entry)
      return
    }
    entry.subscription = { name: 'asking', on: connection }
    connection
      .listen([channel], text => this.#said(channel, text))
      .then(
        () => this.#heard(channel, entry, connection),
        (error: unknown) => void this.#refused(channel, entry, connection, error),
      )
  }

  #heard(channel: string, entry: Channel, connection: RedisConnection): void {
    if (entry.subscription.name !== 'asking' || entry.subscription.on !== connection) return
    entry.subscription = { name: 'heard', on: connection }
    const { missed } = entry
    entry.missed = false
    this.#proceed(entry)
    if (missed) this.#tell(entry, { kind: 'renewed' })
    this.#leave(channel, entry)
  }

  async #refused(channel: string, entry: Channel, connection: RedisConnection, error: unknown): Promise<void> {
    if (entry.subscription.name !== 'asking' || entry.subscription.on !== connection) return
    this.#want(entry)
    this.#proceed(entry)
    // Refused for another reason than a moved slot, a new connection asks again, after a pause.
    if (replyWord(error) !== 'MOVED')
      return connection.end(`it refuses a subscription: ${reasonOf(codedRedisError(error))}`)
    await this.#routes.moved((error as Error).message)
    this.#ask(channel, entry)
  }

  /** A member of the cluster gave the channel's slot away. */
  #lost(channel: string): void {
    const entry = this.#channels.get(channel)
    if (entry === undefined || entry.subscription.name !== 'heard') return
    this.#want(entry)
    void this.#routes.moved(channel).then(() => this.#ask(channel, entry))
  }

  #leave(channel: string, entry: Channel): void {
    const { subscription } = entry
    if (entry.listeners.size > 0 || subscription.name === 'asking' || subscription.name === 'leaving') return
    if (subscription.name === 'wanted') {
      if (this.#channels.get(channel) === entry) this.#channels.delete(channel)
      return
    }
    const { on } = subscription
    entry.subscription = { name: 'leaving', on }
    const left = (): void => {
      if (entry.subscription.name !== 'leaving' || entry.subscription.on !== on) return
      entry.subscription = { name: 'wanted' }
      // Somebody may have come meanwhile.
      this.#ask(channel, entry)
    }
    on.unlisten([channel]).then(left, left)
  }

  #said(channel: string, text: string): void {
    const entry = this.#channels.get(channel)
    if (entry !== undefined) this.#tell(entry, { kind: 'said', text })
  }

  #tell(entry: Channel, word: ChannelWord): void {
    for (const listener of [...entry.listeners]) {
      try {
        listener(word)
      } catch (error) {
        // Others listen too, and the connection is nobody's to break.
        this.#logger.error({ err: error }, 'a listener of a channel failed')
      }
    }
  }
}

/**
 * Opens connections on which channels are heard (RT14). It resolves also while Redis is away, and goes on trying.
 * @throws as `openRedisLink` does, and for a user who may not listen to channels of the prefix
 */
export const openRedisChannels = async (options: RedisLinkOptions): Promise<RedisChannels> => {
  const channels = new OpenChannels(options)
  try {
    await channels.routes.tried
  } catch (error) {
    await channels.close()
    throw error
  }
  return channels
}
