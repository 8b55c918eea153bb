import type { ChatHost } from '../../controllers/chat-host.ts'
import { takeInvite } from '../../controllers/invite-address.ts'
import { messageIn } from '../../controllers/message-address.ts'
import { acceptInvite } from './accept-invite.ts'
import { ThreadRoute } from './thread-route.ts'

/** The element whose threads have addresses. */
interface RoutedPlace {
  /** Null before a thread is shown. */
  readonly living: ChatHost | null
  openThread(thread: string | null): Promise<void>
  host(): Promise<ChatHost>
}

/**
 * Ties the page's address to the thread that is shown, with back and forward (EM3), brings the message into view that it
 * names, and takes invitations that come with it (CV10). Only where the page asked for it.
 */
export class RouteFollower {
  readonly #place: RoutedPlace
  readonly #route: ThreadRoute
  #key: string | null = null

  constructor(pattern: string, place: RoutedPlace) {
    this.#route = new ThreadRoute(pattern)
    this.#place = place
    window.addEventListener('popstate', this.#popped)
    if (!this.#invited() && !this.#seek() && place.living) this.#join(place.living)
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

  /** A thread is shown already: the address counts where it names one, else it names that thread from now on. */
  #join({ thread }: ChatHost): void {
    if (this.thread) this.#place.openThread(this.thread).catch(() => {})
    else if (thread) this.follow(thread.id, thread.key)
  }

  readonly #popped = (): void => {
    const { thread } = this
    if (this.#invited() || thread === undefined || this.#seek()) return
    this.#place.openThread(thread).catch(() => {})
  }

  /** Brings the message into view that the address names, in its thread; false where it names none. */
  #seek(): boolean {
    const { thread } = this
    const message = messageIn(location.hash)
    if (!thread || message === null) return false
    // A chat that cannot be had is told of by the element.
    this.#place.host().then(
      host => host.openThread(thread, message),
      () => {},
    )
    return true
  }

  #invited(): boolean {
    const token = takeInvite()
    if (token === null) return false
    // A chat that cannot be had is told of by the element.
    acceptInvite(this.#place.host(), token).catch(() => {})
    return true
  }
}
