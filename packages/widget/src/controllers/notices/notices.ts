import type { ChatMessageEvent } from '../../events/chat-message-event.ts'
import { claimNotice } from './claim-notice.ts'
import { wantsNotice } from './notice-settings.ts'
import { playSound } from './play-sound.ts'
import { SeenElsewhere } from './seen-elsewhere.ts'
import { badgeTitle } from './title-badge.ts'

/** One chat on a page. */
export interface NoticePlace {
  /** The element that tells of messages. */
  readonly element: HTMLElement
  /** A closed panel shows nothing. */
  readonly shown: () => boolean
  readonly signal: AbortSignal
}

/** Messages that are counted; nobody cares for more. */
const mostCounted = 99

/** Tells of answers that are complete while the page is hidden or the panel closed, as far as that is wanted (CV1). */
export class Notices {
  readonly #place: NoticePlace
  readonly #unseen = new Set<string>()
  readonly #elsewhere = new SeenElsewhere(() => this.#compare())

  constructor(place: NoticePlace) {
    const { element, signal } = place
    this.#place = place
    element.addEventListener('chat-message', event => this.#came(event), { signal })
    element.addEventListener('chat-show', this.#look, { signal })
    document.addEventListener('visibilitychange', this.#look, { signal })
    signal.addEventListener('abort', () => {
      this.#elsewhere.close()
      this.#unseen.clear()
      this.#draw()
    })
  }

  get #looking(): boolean {
    return document.visibilityState === 'visible' && this.#place.shown()
  }

  #came({ target, message, role }: ChatMessageEvent): void {
    const { element, signal } = this.#place
    if (target !== element || role !== 'assistant') return
    if (wantsNotice('sound')) {
      void claimNotice(message, this.#looking, signal)
        .then(mine => (mine ? playSound() : undefined))
        .catch(() => {})
    }
    if (this.#looking) this.#elsewhere.tell([message])
    else if (this.#unseen.size < mostCounted) this.#unseen.add(message)
    this.#compare()
  }

  #compare(): void {
    for (const message of this.#unseen) if (this.#elsewhere.has(message)) this.#unseen.delete(message)
    this.#draw()
  }

  readonly #look = (): void => {
    if (!this.#looking || this.#unseen.size === 0) return
    this.#elsewhere.tell(this.#unseen)
    this.#unseen.clear()
    this.#draw()
  }

  #draw(): void {
    badgeTitle(this, wantsNotice('title') ? this.#unseen : new Set())
  }
}
