import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import { connectRedis, type RedisConnection } from './connect-redis.ts'
import { addressOf, type RedisTarget } from './connect-target.ts'
import type { RedisLinkState } from './redis-link.ts'
import { reasonOf, unavailable } from './redis-link-fault.ts'
import { RedisNode } from './redis-link-node.ts'
import { retryPause } from './redis-link-pause.ts'
import type { RedisRoutes } from './redis-link-routes.ts'
import { slotCount, slotOf } from './redis-link-slot.ts'
import { type MemberPlace, readSlots } from './redis-link-slots.ts'

/** Milliseconds between two looks at the slots while all is well: one that moved is also told by who had it. */
const lookEvery = 5_000

/** Milliseconds between two looks at least, however many were told that a slot has moved. */
const lookPause = 50

/** Tells where a slot is, or where it is moving to: `MOVED <slot> <host>:<port>`. */
const redirection = /^(MOVED|ASK) (\d+) (.*):(\d+)$/

export interface ClusterOptions {
  readonly seeds: readonly RedisTarget[]
  readonly clock: Clock
  readonly timeoutMs: number
  readonly admit: (connection: RedisConnection) => Promise<void>
  /** Looks once at each new connection for what it is made for. @throws as `admit` does */
  readonly prove?: (connection: RedisConnection) => Promise<void>
  readonly changed: () => void
  readonly channelMoved?: (channel: string) => void
}

/** The members of a cluster that have slots: looked up at the seeds, kept connected, and looked up again. */
export class ClusterRoutes implements RedisRoutes {
  readonly tried: Promise<void>
  readonly isCluster = true
  readonly #options: ClusterOptions
  readonly #abort = new AbortController()
  readonly #firstTry = Promise.withResolvers<void>()
  readonly #kept: Promise<void>
  readonly #members = new Map<string, RedisNode>()
  #owners: readonly (string | undefined)[] = []
  #served = 0
  #state: RedisLinkState = { name: 'connecting' }
  #looked = Promise.withResolvers<void>()
  #wake: () => void = () => {}

  constructor(options: ClusterOptions) {
    this.#options = options
    this.tried = this.#firstTry.promise
    this.tried.catch(() => {})
    this.#kept = this.#keep()
  }

  get state(): RedisLinkState {
    return this.#state
  }

  nodes(): readonly RedisNode[] {
    return [...this.#members.values()]
  }

  nodeOf(key: string): RedisNode | null {
    return this.#members.get(this.#owners[slotOf(key)] ?? '') ?? null
  }

  async moved(answer: string): Promise<RedisNode | null> {
    const [, word, slot, host = '', port] = redirection.exec(answer) ?? []
    const there = (): RedisNode | undefined => this.#members.get(`${host}:${port}`)
    // What is only moving changes nothing of who has which slots.
    const known = word === 'ASK' ? there() : undefined
    if (known !== undefined) return known
    const looked = this.#looked.promise
    this.#wake()
    await looked
    if (word === 'ASK') return there() ?? this.#visit(host, Number(port))
    // One that does not say its host is named as it was found.
    return there() ?? this.#members.get(this.#owners[Number(slot)] ?? '') ?? null
  }

  async close(): Promise<void> {
    this.#abort.abort()
    this.#wake()
    // A look under way may wait for one of them.
    await Promise.all(this.nodes().map(node => node.close()))
    await this.#kept
    this.#become({ name: 'closed' })
  }

  async #keep(): Promise<void> {
    for (let failures = 0; !this.#abort.signal.aborted; ) {
      const error = await this.#look().then(
        () => null,
        (reason: unknown) => reason,
      )
      if (this.#abort.signal.aborted) break
      this.#judge(error)
      failures = this.#state.name === 'connected' ? 0 : failures + 1
      const looked = this.#looked
      this.#looked = Promise.withResolvers()
      looked.resolve()
      const { signal } = this.#abort
      const least = pause(lookPause, undefined, { signal }).catch(() => {})
      await Promise.all([least, this.#rest(failures === 0 ? lookEvery : retryPause(failures))])
    }
    this.#looked.resolve()
    this.#firstTry.resolve()
  }

  #rest(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Learns who has which slots, from any member that answers. @throws what the last one said */
  async #look(): Promise<void> {
    let last: unknown = unavailable('no member of the cluster was reached')
    const reached = this.nodes().filter(({ connection }) => connection !== null)
    for (const node of reached) {
      try {
        return await this.#adopt(await node.send(['CLUSTER', 'SLOTS']), node.address)
      } catch (error) {
        last = error
      }
    }
    for (const seed of this.#options.seeds) {
      if (this.#abort.signal.aborted) return
      try {
        return await this.#adopt(await this.#askSeed(seed), addressOf(seed))
      } catch (error) {
        last = error
      }
    }
    throw last
  }

  async #askSeed(seed: RedisTarget): Promise<unknown> {
    const connection = await connectRedis(seed, { timeoutMs: this.#options.timeoutMs, signal: this.#abort.signal })
    try {
      await this.#options.admit(connection)
      await this.#options.prove?.(connection)
      return await connection.send(['CLUSTER', 'SLOTS'])
    } finally {
      connection.end('it was only asked')
    }
  }

  async #adopt(answer: unknown, asked: string): Promise<void> {
    const { primaries, owners, served } = readSlots(answer, asked.slice(0, asked.lastIndexOf(':')))
    if (this.#abort.signal.aborted) return
    this.#owners = owners
    this.#served = served
    for (const [address, place] of primaries) if (!this.#members.has(address)) this.#join(place)
    for (const [address, node] of this.#members) {
      if (primaries.has(address)) continue
      this.#members.delete(address)
      await node.close()
    }
    await Promise.all(this.nodes().map(node => node.tried.catch(() => {})))
  }

  /** A server to which a slot moves while it has none yet: one of us until the next look. */
  async #visit(host: string, port: number): Promise<RedisNode | null> {
    if (host === '' || this.#abort.signal.aborted) return null
    const node = this.#join({ host, port })
    await node.tried.catch(() => {})
    return node
  }

  /** Members are reached as the first seed is. */
  #join(place: MemberPlace): RedisNode {
    const { seeds, clock, timeoutMs, admit, prove, channelMoved } = this.#options
    const { tls = false, username, password } = seeds[0] ?? {}
    const as = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) }
    const node = new RedisNode({
      target: { ...place, tls, ...as },
      clock,
      timeoutMs,
      admit,
      changed: () => this.#memberChanged(),
      ...(prove === undefined ? {} : { prove }),
      ...(channelMoved === undefined ? {} : { channelMoved }),
    })
    this.#members.set(node.address, node)
    return node
  }

  #memberChanged(): void {
    const { name } = this.#state
    if (name === 'connecting' || name === 'closed' || this.#abort.signal.aborted) return
    const reason = this.#fault(null)
    this.#set(reason)
    if (name === 'connected' && reason !== null) this.#wake()
  }

  #judge(error: unknown): void {
    this.#set(this.#fault(error))
    if (error instanceof CodedError && error.retryAfter === undefined) this.#firstTry.reject(error)
    else this.#firstTry.resolve()
  }

  /** What is wrong with the members together; null when each slot has one that is connected. */
  #fault(error: unknown): string | null {
    if (error instanceof CodedError) return reasonOf(error)
    if (error !== null || this.#members.size === 0) return 'no member of the cluster was reached'
    const lost = this.nodes().find(({ connection }) => connection === null)
    if (lost !== undefined)
      return `a member of the cluster: ${lost.state.name === 'away' ? lost.state.reason : 'it was not reached yet'}`
    return this.#served < slotCount ? 'the cluster has slots that no member serves' : null
  }

  #set(reason: string | null): void {
    const now = this.#options.clock.now()
    const { name } = this.#state
    if (reason === null) {
      this.#become(name === 'connected' ? this.#state : { name: 'connected', since: now })
      return
    }
    this.#become({ name: 'away', since: this.#state.name === 'away' ? this.#state.since : now, reason })
  }

  #become(state: RedisLinkState): void {
    this.#state = state
    this.#options.changed()
  }
}
