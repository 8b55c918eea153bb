import { CodedError } from '../ports/coded-error.ts'
import { AddressCount } from './address-count.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { takeLimits } from './frame-limits.ts'

/** The clients of this node, whatever carries their frames, and whether more may come in (SE5). */
export class OpenConnections {
  readonly all = new Set<Connection>()
  readonly #door: DoorContext
  readonly #addresses = new AddressCount()
  #arriving = 0
  #isShut = false
  #whenEmpty: (() => void) | null = null

  constructor(door: DoorContext) {
    this.#door = door
  }

  /** From now on nobody comes in. */
  shut(): void {
    this.#isShut = true
  }

  /** @throws shutting_down */
  checkOpen(): void {
    if (this.#isShut) throw new CodedError('shutting_down', { retryAfter: 1 })
  }

  /**
   * Lets one in who wants to: they count as if they were here until the answer is called, which is when they have been
   * added, or won't be.
   * @throws overloaded, rate_limited
   */
  async admit(address: string): Promise<() => void> {
    const { settings, metrics } = this.#door
    const isFull = this.all.size + this.#arriving >= settings.maxConnections
    if (isFull || this.#addresses.of(address) >= settings.maxConnectionsPerAddress) {
      metrics.limited('connections')
      throw new CodedError('overloaded', { retryAfter: 5 })
    }
    const arrived = this.#arrive(address)
    try {
      const refused = await takeLimits(this.#door, 'connect', { address, principal: null })
      if (!refused) return arrived
      metrics.limited('connect')
      throw refused
    } catch (error) {
      arrived()
      throw error
    }
  }

  add(connection: Connection): void {
    this.all.add(connection)
    this.#addresses.add(connection.address)
    this.#door.metrics.opened()
  }

  /** Its socket or stream has gone. */
  remove(connection: Connection): void {
    if (!this.all.delete(connection)) return
    this.#addresses.remove(connection.address)
    connection.lost()
    if (this.all.size === 0) this.#whenEmpty?.()
  }

  /** Tells all to connect elsewhere, and ends those still here after `graceMs` (RT15). */
  async end(graceMs: number): Promise<void> {
    for (const connection of [...this.all]) {
      connection.close('shutting_down', (Math.random() * this.#door.settings.reconnectSpreadMs) / 1000)
    }
    if (this.all.size > 0) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>(resolve => {
        this.#whenEmpty = resolve
        timer = setTimeout(resolve, graceMs)
      })
      clearTimeout(timer)
    }
    for (const connection of this.all) connection.terminate()
  }

  #arrive(address: string): () => void {
    this.#arriving++
    this.#addresses.add(address)
    let isArriving = true
    return () => {
      if (!isArriving) return
      isArriving = false
      this.#arriving--
      this.#addresses.remove(address)
    }
  }
}
