import type { Logger } from '../../ports/logger.ts'
import type { RedisLinkState } from './redis-link.ts'

/** With which whoever needs Redis is refused while it is away. */
const code = 'store_unavailable'

/** Tells listeners and the log of each change of a state, once. */
export class StateWatch {
  readonly #logger: Logger
  readonly #way: string
  readonly #listeners = new Set<(state: RedisLinkState) => void>()
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
    const way = this.#way
    if (state.name === 'connected') this.#logger.info({ way }, 'redis connected')
    if (state.name === 'away') this.#logger.warn({ way, code, reason: state.reason }, 'redis out of reach, trying on')
    for (const listener of [...this.#listeners]) listener(state)
  }
}
