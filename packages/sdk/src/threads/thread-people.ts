import type { Page, Participant, ServerFrameOf } from '@chat-view/protocol'
import { onStart } from 'nanostores'
import { safeAtom } from '../safe-atom.ts'
import type { ThreadServices } from './thread-services.ts'
import type { TypingUser } from './thread-state.ts'

/** Others say every few seconds that they still write; who is silent for longer has stopped. */
const typingLimit = 8_000
const typingPause = 3_000
const typingEnd = 5_000

/** Who is in a thread, looks at it, and writes in it (CV7). */
export class ThreadPeople {
  readonly $typing = safeAtom<readonly TypingUser[]>([])
  readonly $presence = safeAtom<readonly TypingUser[]>([])
  readonly $participants = safeAtom<readonly Participant[]>([])
  readonly #services: ThreadServices
  readonly #threadId: () => string | null
  readonly #expiries = new Map<string, () => void>()
  #looked = false
  #writing: { readonly since: number; readonly end: () => void } | null = null

  constructor(services: ThreadServices, threadId: () => string | null) {
    this.#services = services
    this.#threadId = threadId
    onStart(this.$participants, () => {
      if (this.#looked) return
      this.#looked = true
      this.refresh()
    })
  }

  /** Loads the participants again, if anybody looks at them. */
  refresh(): void {
    const id = this.#threadId()
    if (!this.#looked || !id) return
    // It may be any word of the page's, which the server has not seen yet.
    this.#services.request<Page<Participant>>({ path: `/v1/threads/${encodeURIComponent(id)}/participants` }).then(
      ({ items }) => this.$participants.set(items),
      // The next change, or the next connection, asks again.
      () => {},
    )
  }

  frame(frame: ServerFrameOf<'typing' | 'presence'>): void {
    if (frame.type === 'presence') this.$presence.set(frame.users)
    else if (frame.user.id !== this.#services.userId()) this.#others(frame)
  }

  /** The user writes, or has stopped. */
  typing(on: boolean): void {
    const now = this.#services.clock.now()
    const { since = Number.NEGATIVE_INFINITY, end } = this.#writing ?? {}
    end?.()
    if (!on) {
      if (this.#writing) this.#say(false)
      this.#writing = null
      return
    }
    const due = now - since >= typingPause
    if (due) this.#say(true)
    const stop = this.#services.clock.after(typingEnd, () => this.typing(false))
    this.#writing = { since: due ? now : since, end: stop }
  }

  /** The connection is gone: nobody knows what they do now. */
  clear(): void {
    for (const cancel of this.#expiries.values()) cancel()
    this.#expiries.clear()
    this.#writing?.end()
    this.#writing = null
    if (this.$typing.get().length > 0) this.$typing.set([])
    if (this.$presence.get().length > 0) this.$presence.set([])
  }

  /** Nobody who was here is told of any more. */
  forget(): void {
    this.clear()
    this.$participants.set([])
  }

  #say(on: boolean): void {
    const thread = this.#threadId()
    if (thread) this.#services.connector.send({ type: 'typing', thread, on })
  }

  #others({ user, on }: ServerFrameOf<'typing'>): void {
    this.#expiries.get(user.id)?.()
    this.#expiries.delete(user.id)
    const others = this.$typing.get().filter(({ id }) => id !== user.id)
    this.$typing.set(on ? [...others, user] : others)
    if (!on) return
    const expire = () => this.#others({ type: 'typing', thread: '', user, on: false })
    this.#expiries.set(user.id, this.#services.clock.after(typingLimit, expire))
  }
}
