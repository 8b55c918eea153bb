import type { ThreadEventType } from '@chat-view/protocol'
import type { Interest } from './outbox-store.ts'

/** What an event names besides its thread. */
export interface EventSubject {
  readonly messageId?: string
  readonly generationId?: string
  readonly messageIds?: readonly string[]
  readonly summaryId?: string
  /** It moves the thread to the top of its members' lists. */
  readonly activity?: true
  /** It makes the thread unread for those who have not seen it. */
  readonly notable?: true
}

export interface PlannedEvent extends EventSubject {
  readonly type: ThreadEventType
  readonly seq: number
}

/** How counters and lists of the thread change with the events. */
export interface ThreadDelta {
  readonly messages?: number
  readonly tokens?: number
  /** Who has read all that was there, because they just wrote. */
  readonly reader?: string
}

/** What of a thread the places of its events depend on. */
export interface OrderedThread {
  readonly seq: number
  readonly notableSeq: number
  readonly lastActivityAt: number
  readonly title: string | null
}

/** What a thread's order becomes by the events of one change. */
export interface NewOrder extends Omit<OrderedThread, 'title'> {
  /** The first of the change's events. */
  readonly firstSeq: number
  /** At least one event moves the thread in its members' lists. */
  readonly active: boolean
  /** Which subscribers are to hear of it. */
  readonly kind: Interest
}

/**
 * One verb's events of one thread, with the places that they take, before anything is written (ST2). A thread's clock
 * never goes back, whatever the caller's does: `at` is at least its latest activity.
 */
export class PlannedChange {
  readonly at: number
  readonly #thread: OrderedThread
  readonly #events: PlannedEvent[] = []

  constructor(thread: OrderedThread, at: number) {
    this.#thread = thread
    this.at = Math.max(at, thread.lastActivityAt)
  }

  get events(): readonly PlannedEvent[] {
    return this.#events
  }

  /** Takes the next place for an event and answers it. */
  plan(type: ThreadEventType, subject: EventSubject = {}): number {
    const seq = this.#thread.seq + this.#events.length + 1
    this.#events.push({ ...subject, type, seq })
    return seq
  }

  /** Null where nothing was planned. */
  order(): NewOrder | null {
    const last = this.#events.at(-1)
    if (last === undefined) return null
    const active = this.#events.some(event => event.activity)
    return {
      seq: last.seq,
      firstSeq: last.seq - this.#events.length + 1,
      notableSeq: this.#events.findLast(event => event.notable)?.seq ?? this.#thread.notableSeq,
      lastActivityAt: active ? this.at : this.#thread.lastActivityAt,
      active,
      kind: active ? (this.#thread.title === null ? 'untitled activity' : 'activity') : 'change',
    }
  }
}
