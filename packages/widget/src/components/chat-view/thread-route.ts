import { withoutMessage } from '../../controllers/message-address.ts'

const place = /\{thread\??\}/

/** Stands for the thread while the browser reads a pattern. */
const mark = 'chat-view-thread'

/** Reads a pattern on this page; null for one whose addresses do not lead back to their threads, as after a reload. */
export function readRoute(pattern: string): ThreadRoute | null {
  try {
    const route = new ThreadRoute(pattern)
    const at = (thread: string | null): URL => new URL(route.address(thread), location.href)
    // Without a base of its own, a page reads the pattern from its address as it is then.
    const base = document.querySelector('base[href]') ? document.baseURI : at(mark).href
    const same = new ThreadRoute(pattern, base).address(mark) === route.address(mark)
    return same && route.threadAt(at(mark)) === mark && route.threadAt(at(null)) === null ? route : null
  } catch {
    return null
  }
}

/**
 * The addresses of threads on this page, from a pattern as `/projects/demo/chat/{thread?}` (EM3), read as the browser reads
 * addresses. Without a thread the address is that of a new conversation.
 */
export class ThreadRoute {
  readonly #before: string
  readonly #after: string

  constructor(pattern: string, base: string = document.baseURI) {
    const whole = place.test(pattern) ? pattern : `${pattern.replace(/\/+$/, '')}/{thread?}`
    const { origin, pathname, search, hash } = new URL(whole.replace(place, mark), base)
    const [before, after, ...more] = (pathname + search + hash).split(mark)
    const known = origin === location.origin && !/[{}]/.test(whole.replace(place, ''))
    if (!known || before === undefined || after === undefined || more.length > 0)
      throw new TypeError(`${pattern} is no pattern of addresses on this page`)
    this.#before = before
    this.#after = after
  }

  /** The address of a thread, relative to the page's origin. */
  address(thread: string | null): string {
    if (thread !== null) return this.#before + encodeURIComponent(thread) + this.#after
    return trimmed((this.#before + this.#after).replace(/[?#]$/, ''))
  }

  /** The thread that an address names; null for a new one; undefined for an address that is not one of these. */
  threadAt({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): string | null | undefined {
    // As much of an address counts as the pattern has.
    const pattern = this.#before + this.#after
    const hashed = pattern.includes('#')
    const path = pathname + (hashed || pattern.includes('?') ? search : '') + (hashed ? withoutMessage(hash) : '')
    if (!this.#covers(path)) return undefined
    const name = path.slice(this.#before.length, path.length - this.#after.length)
    try {
      return name === '' ? null : decodeURIComponent(name)
    } catch {
      return null
    }
  }

  #covers(path: string): boolean {
    if (trimmed(path) === trimmed(this.address(null))) return true
    if (!path.startsWith(this.#before) || !path.endsWith(this.#after)) return false
    const name = path.slice(this.#before.length, path.length - this.#after.length)
    return name.length > 0 && !/[/?#]/.test(name)
  }
}

/** Without slashes at its end. */
const trimmed = (path: string): string => path.replace(/(.)\/+$/, '$1')
