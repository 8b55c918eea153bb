import type { LivePlace, ServerFrame, ServerFrameOf, SubscribeFrame } from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import { backoff } from './backoff.ts'

/** A gap makes a reader ask again, but not more often than this. */
const askPause = 200

/** What is followed: one thread, or `feed`, the user's list of threads. */
export type TopicName = { readonly thread: string } | { readonly feed: true }

/** Who follows it. */
export interface Topic {
  /** What it has; null: nothing, begin with a fresh page. */
  place(): { readonly afterSeq: number; readonly live?: LivePlace[] } | null
  subscribed(frame: ServerFrameOf<'subscribed'>): void
  frame(frame: ServerFrame): void
  /** It cannot be followed, now or any more. */
  refused(error: ChatError): void
}

export interface Followed {
  /** Something is missing: asks for what follows the place that one has. */
  ask(): void
  stop(): void
}

type SendSubscription = (frame: SubscribeFrame | ({ type: 'unsubscribe' } & TopicName)) => boolean

interface Row {
  readonly name: TopicName
  readonly topic: Topic
  request: string | null
  /** Not asked for again before. */
  due: number
  refusals: number
  cancel: () => void
}

type Named = { readonly thread?: string | undefined; readonly feed?: true | undefined }

const keyOf = (name: Named): string => name.thread ?? 'feed'

/** All that one connection follows (RT13): subscribed anew on each connection, from the place that each has (RT3). */
export class Subscriptions {
  readonly #send: SendSubscription
  readonly #clock: Clock
  readonly #rows = new Set<Row>()
  #count = 0

  constructor(send: SendSubscription, clock: Clock) {
    this.#send = send
    this.#clock = clock
  }

  follow(name: TopicName, topic: Topic): Followed {
    const row: Row = { name, topic, request: null, due: 0, refusals: 0, cancel: () => {} }
    this.#rows.add(row)
    this.#subscribe(row)
    return {
      ask: () => this.#ask(row),
      stop: () => {
        row.cancel()
        this.#rows.delete(row)
        if (this.#of(name).length === 0) this.#send({ type: 'unsubscribe', ...name })
      },
    }
  }

  up(): void {
    for (const row of this.#rows) this.#subscribe(row)
  }

  down(): void {
    for (const row of this.#rows) {
      row.cancel()
      row.request = null
    }
  }

  /** Gives a frame to whom it concerns; false: to nobody here. */
  frame(frame: ServerFrame): boolean {
    if (frame.type === 'error') return this.#refused(frame)
    if (!('thread' in frame || 'feed' in frame)) return false
    const rows = this.#of(frame)
    for (const row of rows) this.#give(row, frame)
    return rows.length > 0
  }

  /** Mostly one: a thread that was created here can have been opened by its id before its creation was confirmed. */
  #of(name: Named): Row[] {
    return [...this.#rows].filter(row => keyOf(row.name) === keyOf(name))
  }

  #give(row: Row, frame: ServerFrame): void {
    if (frame.type === 'gone') row.topic.refused(ChatError.from(frame.problem))
    else if (frame.type !== 'subscribed') row.topic.frame(frame)
    else if (frame.id === row.request) {
      row.request = null
      row.refusals = 0
      row.topic.subscribed(frame)
    }
  }

  #refused(frame: ServerFrameOf<'error'>): boolean {
    const row = [...this.#rows].find(({ request }) => request !== null && request === frame.id)
    if (!row) return false
    row.request = null
    const error = ChatError.from(frame.problem)
    if (error.next === 'wait' || error.next === 'retry') {
      row.due = this.#clock.now() + backoff(row.refusals++, error.retryAfter)
      this.#later(row)
    } else row.topic.refused(error)
    return true
  }

  #ask(row: Row): void {
    if (row.request) return
    if (row.due > this.#clock.now()) this.#later(row)
    else this.#subscribe(row)
  }

  #later(row: Row): void {
    row.cancel()
    row.cancel = this.#clock.after(row.due - this.#clock.now(), () => this.#subscribe(row))
  }

  #subscribe(row: Row): void {
    row.cancel()
    row.due = this.#clock.now() + askPause
    const id = `s${++this.#count}`
    if (this.#send({ type: 'subscribe', id, ...row.name, ...row.topic.place() })) row.request = id
  }
}
