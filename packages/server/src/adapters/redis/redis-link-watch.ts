import type { Logger } from '../../ports/logger.ts'
import type { RedisLinkState } from './redis-link.ts'

/** With which whoever needs Redis is refused while it is away. */
const code = 'store_unavailable'

/** Tells listeners and the log of each change of a state, once; the log of each reason for being away once an outage. */
export class StateWatch {
  readonly #logger: Logger
  readonly #way: string
  readonly #listeners = new Set<(state: RedisLinkState) => void>()
  /** Reasons of this outage that the log was told: they may take turns for as long as it lasts. */
  readonly #reasons = new Set<string>()
  #before: RedisLinkState = { name: 'connecting' }
  #begun = false

  /** @param way by which the log tells this connection from others */
  constructor(logger: Logger, way: string) {
    this.#logger = logger
    this.#way = way
  }

  add(listener: (state: RedisLinkState) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** What ends the start is told by who starts: nothing is, until the first try has settled well. */
  async begin(tried: Promise<void>, state: () => RedisLinkState): Promise<void> {
    try {
      await tried
    } catch {
      return
    }
    this.#begun = true
    this.look(state())
  }

  look(state: RedisLinkState): void {
    const before = this.#before
    if (!this.#begun || state === before) return
    this.#before = state
    const same = state.name === 'away' && before.name === 'away' && state.reason === before.reason
    if (same) return
    this.#tell(state)
    for (const listener of [...this.#listeners]) listener(state)
  }

  #tell(state: RedisLinkState): void {
    const way = this.#way
    if (state.name === 'connected') {
      this.#reasons.clear()
      this.#logger.info({ way }, 'redis connected')
    }
    if (state.name !== 'away' || this.#reasons.has(state.reason)) return
    this.#reasons.add(state.reason)
    this.#logger.warn({ way, code, reason: state.reason }, 'redis out of reach, trying on')
  }
}
