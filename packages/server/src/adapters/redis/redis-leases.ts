import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { LeaseState, NodeLeases } from '../../ports/node-leases.ts'
import { LeaseJudge } from './lease-judge.ts'
import { giveLeaseUp, renewLease } from './lease-scripts.ts'
import type { RedisLink } from './redis-link.ts'
import { longestPause, usualTimeout } from './redis-link-pause.ts'

export interface RedisLeasesOptions {
  readonly link: RedisLink
  /** This incarnation, as rows name their owner. */
  readonly owner: string
  readonly clock: Clock
  readonly logger: Logger
  /** Milliseconds for which a lease holds; default 3000. */
  readonly leaseMs?: number
  /** Milliseconds between two renewals; default 1000. */
  readonly renewMs?: number
  /** Milliseconds in which a node that lives holds its lease again after a break; default the longest that a link takes. */
  readonly returnMs?: number
}

/** Lease times for which the index remembers who did not renew. */
const keptLeases = 20

/** Leases that one look asks for at most. */
const slice = 500

const namesSchema = z.array(z.string())
const valuesSchema = z.array(z.string().nullable())

const parsed = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const result = schema.safeParse(answer)
  if (!result.success) throw new CodedError('internal', { detail: 'Redis holds something else where leases should be' })
  return result.data
}

class RedisLeases implements NodeLeases {
  readonly #options: Required<RedisLeasesOptions>
  readonly #judge: LeaseJudge
  readonly #started: number
  #state: LeaseState = { name: 'stopped' }
  #timer: NodeJS.Timeout | null = null
  #beating: Promise<void> | null = null
  #unwatch: () => void = () => {}

  constructor(options: RedisLeasesOptions) {
    this.#options = { leaseMs: 3_000, renewMs: 1_000, returnMs: longestPause + usualTimeout, ...options }
    this.#judge = new LeaseJudge(this.#options.leaseMs, this.#options.returnMs)
    this.#started = options.clock.now()
  }

  get state(): LeaseState {
    return this.#state
  }

  async start(): Promise<void> {
    const { link, renewMs } = this.#options
    if (this.#timer !== null) return
    this.#timer = setInterval(() => void this.#beat(), renewMs)
    this.#unwatch = link.watch(({ name }) => {
      if (name !== 'connected') this.#lost()
      else void this.#beat() // Redis may have lost it
    })
    await this.#beat()
  }

  async gone(owners: readonly string[]): Promise<ReadonlySet<string>> {
    const { owner: self, clock } = this.#options
    const others = owners.filter(owner => owner !== self)
    if (this.#state.name !== 'held' || others.length === 0) return new Set()
    this.#judge.ask(others, clock.monotonic())
    try {
      await this.#look(others)
    } catch {
      this.#lost()
    }
    return new Set(this.#state.name === 'held' ? others.filter(owner => this.#judge.isGone(owner)) : [])
  }

  async living(): Promise<readonly string[]> {
    const { link } = this.#options
    const names = parsed(namesSchema, await link.command(this.#index, ['ZRANGE', this.#index, '0', '-1']))
    const values = await this.#valuesOf(names)
    return names.filter((_, place) => typeof values[place] === 'string')
  }

  async stop(): Promise<void> {
    if (this.#timer === null) return
    clearInterval(this.#timer)
    this.#timer = null
    this.#unwatch()
    this.#set({ name: 'stopped' })
    // A renewal that is under way would come after the end.
    await this.#beating
    const { link, owner, logger } = this.#options
    await link.run(giveLeaseUp, [this.#keyOf(owner), this.#index], [owner]).catch((error: unknown) => {
      logger.debug({ err: error }, 'the lease could not be given up, and runs out')
    })
  }

  get #index(): string {
    return this.#options.link.key('leases', 'all')
  }

  #keyOf(owner: string): string {
    return this.#options.link.key('lease', 'all', owner)
  }

  #beat(): Promise<void> {
    // While one waits for its answer, another would only wait behind it.
    this.#beating ??= this.#renew().finally(() => {
      this.#beating = null
    })
    return this.#beating
  }

  async #renew(): Promise<void> {
    const { link, owner, leaseMs, clock } = this.#options
    try {
      const keys = [this.#keyOf(owner), this.#index]
      await link.run(renewLease, keys, [owner, this.#started, leaseMs, keptLeases * leaseMs])
      if (this.#timer === null) return
      this.#set({ name: 'held' })
      const suspects = this.#judge.suspects(clock.monotonic())
      if (suspects.length > 0) await this.#look(suspects)
    } catch {
      this.#lost()
    }
  }

  async #look(owners: readonly string[]): Promise<void> {
    const { clock } = this.#options
    const look = this.#judge.begin(clock.monotonic())
    const values = await this.#valuesOf(owners)
    const isThere = (_: string, place: number): boolean => typeof values[place] === 'string'
    const there = owners.filter(isThere)
    const missing = owners.filter((owner, place) => !isThere(owner, place))
    this.#judge.found(look, clock.monotonic(), there, missing)
  }

  async #valuesOf(owners: readonly string[]): Promise<(string | null)[]> {
    const { link } = this.#options
    const values: (string | null)[] = []
    for (let from = 0; from < owners.length; from += slice) {
      const keys = owners.slice(from, from + slice).map(owner => this.#keyOf(owner))
      values.push(...parsed(valuesSchema, await link.command(this.#index, ['MGET', ...keys])))
    }
    return values
  }

  /** Whatever was missing up to now proves nothing. */
  #lost(): void {
    this.#judge.broke()
    if (this.#state.name === 'held' || (this.#state.name === 'stopped' && this.#timer !== null))
      this.#set({ name: 'away', since: this.#options.clock.now() })
  }

  #set(state: LeaseState): void {
    const before = this.#state.name
    this.#state = state
    if (state.name === before) return
    const { logger, owner } = this.#options
    if (state.name === 'away') logger.warn({ owner }, 'the lease of this node cannot be renewed')
    if (state.name === 'held') logger.info({ owner }, 'this node holds its lease')
  }
}

/**
 * Leases of nodes in Redis (RT5, RT14): one key an incarnation, which runs out when it is not renewed. Who is gone is
 * judged by this process's own clock, over a connection that did not break. The link is the caller's to close.
 */
export const createRedisLeases = (options: RedisLeasesOptions): NodeLeases => new RedisLeases(options)
