import { withoutMessage } from '../../controllers/message-address.ts'

const place = '{thread?}'

/**
 * The addresses of threads on this page, from a pattern as `/projects/demo/chat/{thread?}` (EM3). Without a thread the
 * address is that of a new conversation.
 */
export class ThreadRoute {
  readonly #before: string
  readonly #after: string

  constructor(pattern: string) {
    const at = pattern.indexOf(place)
    this.#before = at < 0 ? `${pattern.replace(/\/+$/, '')}/` : pattern.slice(0, at)
    this.#after = at < 0 ? '' : pattern.slice(at + place.length)
  }

  /** The address of a thread, relative to the page's origin. */
  address(thread: string | null): string {
    if (thread !== null) return this.#before + encodeURIComponent(thread) + this.#after
    return (this.#before + this.#after).replace(/(.)\/+$/, '$1')
  }

  /** The thread that an address names; null for a new one; undefined for an address that is not one of these. */
  threadAt({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): string | null | undefined {
    const path = [pathname, pathname + search, pathname + search + withoutMessage(hash)].find(whole =>
      this.#covers(whole),
    )
    if (path === undefined) return undefined
    const name = path.slice(this.#before.length, path.length - this.#after.length)
    try {
      return name === '' ? null : decodeURIComponent(name)
    } catch {
      return null
    }
  }

  #covers(path: string): boolean {
    if (path.replace(/(.)\/+$/, '$1') === this.address(null)) return true
    if (!path.startsWith(this.#before) || !path.endsWith(this.#after)) return false
    const name = path.slice(this.#before.length, path.length - this.#after.length)
    return name.length > 0 && !/[/?#]/.test(name)
  }
}
