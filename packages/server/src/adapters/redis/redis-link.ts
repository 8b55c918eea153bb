import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { codedRedisError, replyWord, unavailable } from './redis-link-fault.ts'
import type { RedisNode } from './redis-link-node.ts'
import { openRoutes } from './redis-link-open.ts'
import { RefusalLog } from './redis-link-refusals.ts'
import type { RedisRoutes } from './redis-link-routes.ts'
import { StateWatch } from './redis-link-watch.ts'
import type { RedisScript } from './redis-script.ts'

export type RedisLinkState =
  | { readonly name: 'connecting' }
  /** `since` in milliseconds since the Unix epoch: nothing was lost from then on. */
  | { readonly name: 'connected'; readonly since: number }
  | { readonly name: 'away'; readonly since: number; readonly reason: string }
  | { readonly name: 'closed' }

/** The way to Redis: a single one, or a cluster. Commands are never queued for later and never sent twice. */
export interface RedisLink {
  readonly state: RedisLinkState
  /** A script may have keys of one slot alone. A single Redis gives all of its keys to one script. */
  readonly isCluster: boolean
  /**
   * `<prefix>:<kind>:{<id>}`, with `:<rest>` where given: all keys of one id share a hash tag, so that one script may
   * have them all.
   */
  key(kind: string, id: string, rest?: string): string
  /**
   * Runs a script as one step; on a cluster its keys lie in one slot.
   * @throws store_unavailable when Redis is away, refuses it, or does not answer in time: then its outcome is unknown
   */
  run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  /** One command on the node that has `key`. @throws as `run` does */
  command(key: string, args: readonly string[]): Promise<unknown>
  /** Told of each change of the state; answers what ends it. */
  watch(listener: (state: RedisLinkState) => void): () => void
  /** @throws store_unavailable unless every node answers */
  check(): Promise<void>
  close(): Promise<void>
}

export interface RedisLinkOptions {
  /** One is a single Redis or a seed of a cluster, as it says itself; several are seeds of a cluster. */
  readonly urls: readonly string[]
  /** What all keys and channels begin with. */
  readonly prefix: string
  readonly logger: Logger
  readonly clock: Clock
  /** Milliseconds within which a command has to be answered; default 2000. */
  readonly timeoutMs?: number
}

/** Times that a command follows a slot that moved: it was refused each time. */
const mostMoves = 4

class OpenLink implements RedisLink {
  readonly #routes: RedisRoutes
  readonly #prefix: string
  readonly #refusals: RefusalLog
  readonly #watch: StateWatch

  constructor({ prefix, logger, clock }: RedisLinkOptions, open: (changed: () => void) => RedisRoutes) {
    this.#prefix = prefix
    this.#refusals = new RefusalLog(logger, clock)
    this.#watch = new StateWatch(logger, 'redis')
    const routes = open(() => this.#watch.look(routes.state))
    this.#routes = routes
    void this.#watch.begin(routes.tried, () => routes.state)
  }

  get routes(): RedisRoutes {
    return this.#routes
  }

  get state(): RedisLinkState {
    return this.#routes.state
  }

  get isCluster(): boolean {
    return this.#routes.isCluster
  }

  key(kind: string, id: string, rest?: string): string {
    return `${this.#prefix}:${kind}:{${id}}${rest === undefined ? '' : `:${rest}`}`
  }

  async run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const [key = ''] = keys
    const rest = [String(keys.length), ...keys, ...args.map(String)]
    try {
      return await this.#send(key, ['EVALSHA', script.sha1, ...rest])
    } catch (error) {
      if (replyWord(error) !== 'NOSCRIPT') throw this.#coded(error)
    }
    return this.command(key, ['EVAL', script.lua, ...rest])
  }

  async command(key: string, args: readonly string[]): Promise<unknown> {
    try {
      return await this.#send(key, args)
    } catch (error) {
      throw this.#coded(error)
    }
  }

  watch(listener: (state: RedisLinkState) => void): () => void {
    return this.#watch.add(listener)
  }

  async check(): Promise<void> {
    const { state } = this
    if (state.name === 'away') throw unavailable(state.reason)
    const nodes = this.#routes.nodes()
    if (state.name !== 'connected' || nodes.length === 0) throw unavailable('it was not reached yet')
    try {
      await Promise.all(nodes.map(node => node.send(['PING'])))
    } catch (error) {
      throw this.#coded(error)
    }
  }

  close(): Promise<void> {
    return this.#routes.close()
  }

  /** @throws what Redis answered, as it is */
  async #send(key: string, args: readonly string[]): Promise<unknown> {
    let node: RedisNode | null = this.#routes.nodeOf(key)
    for (let moves = 0; ; moves++) {
      if (node === null) throw unavailable(this.state.name === 'away' ? this.state.reason : 'nobody serves this slot')
      try {
        return await node.send(args)
      } catch (error) {
        const word = replyWord(error)
        if ((word !== 'MOVED' && word !== 'ASK') || moves === mostMoves) throw error
        node = await this.#routes.moved((error as Error).message)
        if (word === 'ASK' && node !== null) return await node.sendAsking(args)
      }
    }
  }

  #coded(error: unknown): Error {
    const coded = codedRedisError(error)
    this.#refusals.heard(replyWord(error), coded)
    return coded
  }
}

/**
 * Opens the way to Redis (RT14). It resolves also while Redis is away, and goes on trying with full jitter for ever.
 * @throws store_unavailable, without a retry time, for what no waiting mends: a wrong address or password, a Redis older
 * than 7 or without streams, a replica, several addresses of what is no cluster
 */
export const openRedisLink = async (options: RedisLinkOptions): Promise<RedisLink> => {
  const link = new OpenLink(options, changed => openRoutes(options, { changed }))
  try {
    await link.routes.tried
  } catch (error) {
    await link.close()
    throw error
  }
  return link
}
