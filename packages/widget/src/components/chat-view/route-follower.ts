import { ThreadRoute } from './thread-route.ts'

/** Ties the page's address to the thread that is shown, with back and forward (EM3). Only where the page asked for it. */
export class RouteFollower {
  readonly #open: (thread: string | null) => void
  readonly #route: ThreadRoute
  #key: string | null = null

  constructor(pattern: string, open: (thread: string | null) => void) {
    this.#route = new ThreadRoute(pattern)
    this.#open = open
    window.addEventListener('popstate', this.#popped)
  }

  /** The thread in the page's address; undefined: the address says nothing of threads. */
  get thread(): string | null | undefined {
    return this.#route.threadAt(location)
  }

  address(thread: string | null): string {
    return this.#route.address(thread)
  }

  /**
   * Another thread is shown, or a new one has got its id. The first one, and a new thread's id, take the place of the
   * present address: back does not lead to where nothing was.
   */
  follow(thread: string | null, key: string | null): void {
    const same = this.#key === null || this.#key === key
    this.#key = key
    if (this.thread === thread) return
    const address = this.address(thread)
    if (same) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
  }

  stop(): void {
    window.removeEventListener('popstate', this.#popped)
  }

  readonly #popped = (): void => {
    const { thread } = this
    if (thread !== undefined) this.#open(thread)
  }
}
