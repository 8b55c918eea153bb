import type { ThreadHandle } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Says how far one has read: while the end is shown on a page that is looked at (CV1). */
export class ReadMark implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #thread: ThreadHandle | null = null
  #marked: string | undefined
  #waiting: string | undefined
  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.#mark()
    this.#host.requestUpdate()
  }

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible)
  }

  /** Says whether it is another thread than before: a list that was only moved on the page enters the same one. */
  enter(thread: ThreadHandle | null): boolean {
    if (thread === this.#thread) return false
    this.#thread = thread
    this.#marked = this.#waiting = undefined
    return true
  }

  /** `state` names what there is to be read, another one each time there is more; `seen` whether it is on the screen. */
  look(seen: boolean, state: string): void {
    this.#waiting = seen ? state : undefined
    if (document.visibilityState === 'visible') this.#mark()
  }

  #mark(): void {
    const thread = this.#thread
    if (this.#waiting === undefined || this.#waiting === this.#marked || thread?.id == null) return
    this.#marked = this.#waiting
    // Marked again with the next message; nothing is lost where this one fails.
    void thread.markRead().catch(() => {})
  }
}
