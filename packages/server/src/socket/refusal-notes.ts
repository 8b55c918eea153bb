import type { ErrorCode } from '@chat-view/protocol/codes'
import { SeenIds } from '../domain/spending/seen-ids.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Principal } from '../ports/principal.ts'

/** Whose frame was refused. */
export interface Refused {
  /** Of the connection. */
  readonly id: string
  /** As limits count it: IPv6 by /64. */
  readonly address: string
  readonly principal: Principal | null
}

/** What no client sends that keeps to the contract. */
const hostile: ReadonlySet<ErrorCode> = new Set(['invalid_frame', 'invalid_json'])

/** What anybody may meet now and then; again and again only who tries things out. */
const stray: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'invalid_cursor',
  'invalid_request',
  'not_found',
  'rate_limited',
  'too_large',
  'too_many',
  'unauthenticated',
])

/** Strays of one connection at which it is told of. */
const straysTold = 10

/** Connections whose strays are counted. */
const mostCounted = 1_000

/** Lines a minute. */
const mostLines = 100

const minuteMs = 60_000

/** What `ws` says of bytes that are no frame, or of one beyond all measure. */
const brokenFrame = /^WS_ERR_[A-Z0-9_]{1,60}$/

/**
 * Tells the log who sends frames that are refused: once a connection, once a minute of an address, and of so many addresses
 * a minute at most, so that nobody can fill it. By ids and codes alone, never by what was sent (SE9).
 */
export class RefusalNotes {
  readonly #logger: Logger
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #told = new SeenIds(10_000)
  readonly #strays = new Map<string, number>()
  /** Told of in this minute. */
  readonly #addresses = new Set<string>()
  #minute = Number.NEGATIVE_INFINITY

  constructor(logger: Logger, clock: Pick<Clock, 'monotonic'>) {
    this.#logger = logger
    this.#clock = clock
  }

  /** A frame was refused with that code. */
  refused(who: Refused, code: ErrorCode): void {
    if (hostile.has(code) || (stray.has(code) && this.#strayed(who.id) >= straysTold)) this.#tell(who, code)
  }

  /** The connection ends with an error of its socket. */
  broke(who: Refused, { code }: Error & { readonly code?: unknown }): void {
    if (typeof code === 'string' && brokenFrame.test(code)) this.#tell(who, code)
  }

  #strayed(id: string): number {
    const strays = (this.#strays.get(id) ?? 0) + 1
    const [oldest] = this.#strays.keys()
    if (strays === 1 && this.#strays.size >= mostCounted && oldest !== undefined) this.#strays.delete(oldest)
    this.#strays.set(id, strays)
    return strays
  }

  #tell({ id, address, principal }: Refused, code: string): void {
    const minute = Math.floor(this.#clock.monotonic() / minuteMs)
    if (minute !== this.#minute) this.#addresses.clear()
    this.#minute = minute
    if (this.#told.has(id) || this.#addresses.has(address) || this.#addresses.size >= mostLines) return
    this.#told.add(id)
    this.#addresses.add(address)
    const who = principal === null ? {} : { user: principal.userId, project: principal.projectId }
    this.#logger.warn({ connection: id, ...who, code }, 'a connection sends frames that are refused')
  }
}
