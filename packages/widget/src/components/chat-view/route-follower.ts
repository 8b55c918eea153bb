import type { ChatHost } from '../../controllers/chat-host.ts'
import { takeInvite } from '../../controllers/invite-address.ts'
import { messageIn } from '../../controllers/message-address.ts'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { hearOwn } from '../../events/hear-own.ts'
import { acceptInvite } from './accept-invite.ts'
import { readRoute, type ThreadRoute } from './thread-route.ts'

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
  readonly #element: HTMLElement
  readonly #place: RoutedPlace
  #pattern: string | null = null
  #route: ThreadRoute | null = null
  #key: string | null = null

  constructor(element: HTMLElement, place: RoutedPlace, signal: AbortSignal) {
    this.#element = element
    this.#place = place
    window.addEventListener('popstate', this.#popped, { signal })
    hearOwn(element, 'chat-thread-change', this.#changed, signal)
  }

  /** The thread in the page's address; undefined: the address says nothing of threads. */
  get thread(): string | null | undefined {
    return this.#route?.threadAt(location)
  }

  /** Follows another pattern from now on; with null, and with one that leads nowhere, it leaves the address alone. */
  take(pattern: string | null): void {
    if (pattern === this.#pattern) return
    this.#pattern = pattern
    this.#route = pattern === null ? null : readRoute(pattern)
    if (this.#route) {
      if (!this.#invited() && !this.#seek() && this.#place.living) this.#join(this.#place.living)
    } else if (pattern !== null) {
      const problem = new TypeError(`<chat-view route="${pattern}">: its addresses do not lead back to their threads`)
      this.#element.dispatchEvent(new ChatErrorEvent('invalid_attribute', problem))
    }
  }

  /** The address of a thread; null where threads have none. */
  address(thread: string | null): string | null {
    return this.#route?.address(thread) ?? null
  }

  /**
   * Another thread is shown, or a new one has got its id. The first one, and a new thread's id, take the place of the
   * present address: back does not lead to where nothing was.
   */
  #follow(thread: string | null, key: string | null): void {
    const same = this.#key === null || this.#key === key
    this.#key = key
    const address = this.address(thread)
    if (address === null || this.thread === thread) return
    if (same) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
  }

  /** A thread is shown already: the address counts where it names one, else it names that thread from now on. */
  #join({ thread }: ChatHost): void {
    if (this.thread) this.#place.openThread(this.thread).catch(() => {})
    else if (thread) this.#follow(thread.id, thread.key)
  }

  readonly #changed = (): void => {
    const { thread } = this.#place.living ?? {}
    if (thread) this.#follow(thread.id, thread.key)
  }

  readonly #popped = (): void => {
    const { thread } = this
    if (!this.#route || this.#invited() || thread === undefined || this.#seek()) return
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
