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

/** Strays of an address in a minute at which it is told of. */
const straysTold = 10

/** Addresses that are counted by themselves; those that come after so many in a minute are counted together. */
const mostCounted = 10_000
const rest = ''

/** Lines a minute. */
const mostLines = 100

const minuteMs = 60_000

/** What `ws` says of bytes that are no frame, or of one beyond all measure. */
const brokenFrame = /^WS_ERR_[A-Z0-9_]{1,60}$/

/**
 * Tells the log who sends frames that are refused: once a connection, once a minute of an address, and of so many addresses
 * a minute at most, so that nobody can fill it. Counted by address, for a client of requests names its connection as it
 * likes. By ids and codes alone, never by what was sent (SE9).
 */
export class RefusalNotes {
  readonly #logger: Logger
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #told = new SeenIds(10_000)
  /** By address, in this minute. */
  readonly #strays = new Map<string, number>()
  #lines = 0
  #minute = Number.NEGATIVE_INFINITY

  constructor(logger: Logger, clock: Pick<Clock, 'monotonic'>) {
    this.#logger = logger
    this.#clock = clock
  }

  /** A frame was refused with that code. */
  refused(who: Refused, code: ErrorCode): void {
    if (hostile.has(code)) this.#count(who, code, straysTold)
    else if (stray.has(code)) this.#count(who, code, 1)
  }

  /** The connection ends with an error of its socket. */
  broke(who: Refused, { code }: Error & { readonly code?: unknown }): void {
    if (typeof code === 'string' && brokenFrame.test(code)) this.#count(who, code, straysTold)
  }

  #count(who: Refused, code: string, strays: number): void {
    const name = `${who.address} ${who.id}`
    if (this.#told.has(name)) return
    this.#begin(Math.floor(this.#clock.monotonic() / minuteMs))
    const isCounted = this.#strays.has(who.address) || this.#strays.size < mostCounted
    const key = isCounted ? who.address : rest
    const before = this.#strays.get(key) ?? 0
    this.#strays.set(key, before + strays)
    if (before >= straysTold || before + strays < straysTold || this.#lines >= mostLines) return
    this.#lines++
    this.#told.add(name)
    this.#tell(who, code)
  }

  #begin(minute: number): void {
    if (minute === this.#minute) return
    this.#minute = minute
    this.#strays.clear()
    this.#lines = 0
  }

  #tell({ id, principal }: Refused, code: string): void {
    const who = principal === null ? {} : { user: principal.userId, project: principal.projectId }
    this.#logger.warn({ connection: id, ...who, code }, 'a connection sends frames that are refused')
  }
}
