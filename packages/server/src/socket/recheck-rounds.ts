import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { OutageNote } from '../ports/outage-note.ts'
import type { Connection } from './connection.ts'
import { noSlot, type Timed, type TimerWheel } from './timer-wheel.ts'

export interface RecheckRoundsOptions {
  readonly connections: ReadonlySet<Connection>
  readonly wheel: TimerWheel
  readonly clock: Clock
  readonly logger: Logger
  /** Between two looks, in milliseconds. */
  readonly everyMs: number
  /** Looks whether these may still be here. */
  readonly look: (connections: readonly Connection[]) => Promise<void>
}

/** Looks within which a round is over, where the bound on one allows. */
const looksOfRound = 12

/** Most connections of one look: what it costs the store is bounded. */
const mostAtOnce = 500

/**
 * A single word that something was withdrawn may be lost while all others come (RT14): all connections are looked at in
 * turn, some at each look, so that a minute later none is here that may not be.
 */
export class RecheckRounds implements Timed {
  due = 0
  slot = noSlot
  readonly #options: RecheckRoundsOptions
  readonly #note: OutageNote
  #left: Connection[] = []
  #share = 0
  #looking = false

  constructor(options: RecheckRoundsOptions) {
    this.#options = options
    this.#note = new OutageNote(options.logger, {
      fails: 'could not look whether sessions were ended; tried again soon',
      works: 'sessions that were ended are looked for again',
    })
    options.wheel.schedule(this, options.clock.monotonic() + options.everyMs)
  }

  visit(now: number): void {
    this.#options.wheel.schedule(this, now + this.#options.everyMs)
    if (!this.#looking) void this.#look()
  }

  async #look(): Promise<void> {
    this.#looking = true
    if (this.#left.length === 0) {
      this.#left = [...this.#options.connections]
      this.#share = Math.min(Math.ceil(this.#left.length / looksOfRound), mostAtOnce)
    }
    try {
      await this.#options.look(this.#left.splice(-this.#share))
      this.#note.worked()
    } catch (error) {
      this.#note.failed(error)
    } finally {
      this.#looking = false
    }
  }
}
