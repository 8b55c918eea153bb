import type { Bus } from '../ports/bus.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { PresenceBoard } from '../ports/presence-board.ts'
import { Presence } from './presence.ts'
import { SharedPresence } from './shared-presence.ts'
import type { Subscription } from './subscription.ts'
import { noSlot, type Timed, type TimerWheel } from './timer-wheel.ts'
import type { Topic } from './topic.ts'
import { type Typist, Typists } from './typists.ts'

/** Within which comings and goings are told as one. */
const presenceMs = 500

/** What rooms are given where several nodes share who is there. */
export interface RoomSharing {
  readonly board: PresenceBoard
  readonly bus: Pick<Bus, 'publish'>
  readonly heartbeatMs: number
}

/** A thread that somebody follows on this node: its order, and who is there and types (CV7). */
export class Room implements Timed {
  due = 0
  slot = noSlot
  readonly thread: string
  readonly topic: Topic<Subscription>
  readonly presence: Presence
  readonly #typists: Typists
  readonly #wheel: TimerWheel
  readonly #now: () => number
  readonly #shared: SharedPresence | null
  #tellPresenceAt: number | null = null

  constructor(
    thread: string,
    topic: Topic<Subscription>,
    wheel: TimerWheel,
    now: () => number,
    sharing: RoomSharing | null = null,
  ) {
    this.thread = thread
    this.topic = topic
    this.presence = new Presence(thread)
    this.#typists = new Typists(thread)
    this.#wheel = wheel
    this.#now = now
    this.#shared =
      sharing && new SharedPresence(this.presence, { ...sharing, thread, changed: () => this.#tellPresence() })
  }

  enter(subscription: Subscription): void {
    const { principal } = subscription
    if (this.presence.enter(principal)) this.#presenceChanged()
    else subscription.tellPresence()
    for (const { user, frame } of this.#typists.frames()) if (user !== principal.userId) subscription.tell(frame)
  }

  leave(subscription: Subscription): void {
    if (this.presence.leave(subscription.principal)) this.#presenceChanged()
  }

  typed(user: Typist, on: boolean): void {
    const frame = this.#typists.heard(user, on, this.#now())
    if (frame) this.#tellOthers(user.id, frame)
    this.#schedule()
  }

  visit(now: number): void {
    for (const { user, frame } of this.#typists.expire(now)) this.#tellOthers(user, frame)
    if (this.#tellPresenceAt !== null && now >= this.#tellPresenceAt) {
      this.#tellPresenceAt = null
      this.#tellPresence()
      this.#shared?.tell(now)
    }
    this.#shared?.visit(now)
    this.#schedule()
  }

  /** Who is there on another node has changed. */
  presenceElsewhere(): void {
    this.#shared?.look(this.#now())
  }

  /** Nobody follows it any more. */
  close(): void {
    this.#shared?.tell(this.#now())
    this.#wheel.cancel(this)
  }

  #tellPresence(): void {
    for (const subscription of this.topic.followers) subscription.tellPresence()
  }

  #tellOthers(user: string, frame: OutgoingFrame): void {
    for (const subscription of this.topic.followers) {
      if (subscription.principal.userId !== user) subscription.tell(frame)
    }
  }

  #presenceChanged(): void {
    this.#tellPresenceAt ??= this.#now() + presenceMs
    this.#schedule()
  }

  #schedule(): void {
    const next = Math.min(
      this.#typists.nextEnd ?? Number.POSITIVE_INFINITY,
      this.#tellPresenceAt ?? Number.POSITIVE_INFINITY,
      this.#shared?.nextAt ?? Number.POSITIVE_INFINITY,
    )
    if (Number.isFinite(next)) this.#wheel.schedule(this, next)
    else this.#wheel.cancel(this)
  }
}
