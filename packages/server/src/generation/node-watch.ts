import type { Logger } from '../ports/logger.ts'
import type { NodeLeases } from '../ports/node-leases.ts'
import type { Sweeper } from './sweeper.ts'

export interface NodeWatchOptions {
  readonly leases: NodeLeases
  readonly sweeper: Sweeper
  /** Milliseconds between two looks at who lives. */
  readonly everyMs: number
  /** The same while somebody is missed of whom it is not known yet whether they are gone. */
  readonly missedMs: number
  /** Milliseconds between two looks at the rows of this node. */
  readonly ownMs: number
  /** Milliseconds between two looks for logs that nobody needs. */
  readonly logsMs: number
  /** The lease is held again: what could not be done meanwhile can be. */
  readonly back: () => void
  /** Somebody is missed: the next look comes sooner than was said. */
  readonly hasten: () => void
  readonly logger: Logger
}

/**
 * What a node does for the others, and for itself while nobody tells it anything (RT14): it takes over from those that
 * are gone, and looks at its own rows as often as it renews its lease, also while that cannot be renewed.
 */
export class NodeWatch {
  readonly #options: NodeWatchOptions
  /** Others that may own rows; those that are gone are forgotten when nothing is left of them. */
  #names: ReadonlySet<string> = new Set()
  #lookedAt = Number.NEGATIVE_INFINITY
  #ownAt = Number.NEGATIVE_INFINITY
  #logsAt: number | null = null
  #wasHeld = false
  #isMissed = false
  #others: Promise<void> | null = null
  #own: Promise<void> | null = null

  constructor(options: NodeWatchOptions) {
    this.#options = options
  }

  /** Milliseconds between two looks as things are. */
  get everyMs(): number {
    return this.#isMissed ? this.#options.missedMs : this.#options.everyMs
  }

  /** Each beat; `now` is of the clock that never goes back. A look that takes long holds up no other. */
  tick(now: number): void {
    const { ownMs, sweeper } = this.#options
    if (now - this.#ownAt >= ownMs && !this.#own) {
      this.#ownAt = now
      this.#own = this.#quietly(sweeper.sweepOwn()).finally(() => {
        this.#own = null
      })
    }
    if (now - this.#lookedAt < this.everyMs || this.#others) return
    this.#lookedAt = now
    this.#others = this.#quietly(this.#lookAtOthers(now)).finally(() => {
      this.#others = null
    })
  }

  /** Resolves when no look is under way. */
  async idle(): Promise<void> {
    await Promise.all([this.#own, this.#others])
  }

  async #lookAtOthers(now: number): Promise<void> {
    const { leases, sweeper, back, hasten } = this.#options
    this.#isMissed = false
    const isHeld = leases.state.name === 'held'
    if (isHeld && !this.#wasHeld) back()
    this.#wasHeld = isHeld
    if (!isHeld) return
    const living = new Set(await leases.living())
    this.#names = new Set([...sweeper.owners, ...this.#names, ...living])
    const gone = await leases.gone([...this.#names])
    this.#isMissed = [...this.#names].some(name => !living.has(name) && !gone.has(name))
    if (this.#isMissed) hasten()
    if (gone.size > 0) {
      const { failed } = await sweeper.sweep()
      if (failed === 0) this.#names = new Set([...this.#names].filter(name => !gone.has(name)))
    }
    await this.#sweepLogs(now)
  }

  async #sweepLogs(now: number): Promise<void> {
    const { sweeper, logsMs } = this.#options
    // Not all nodes at once.
    this.#logsAt ??= now - Math.random() * logsMs
    if (now - this.#logsAt < logsMs) return
    this.#logsAt = now
    await sweeper.sweepLogs()
  }

  #quietly(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => this.#options.logger.debug({ err: error }, 'a look at answers failed'))
  }
}
