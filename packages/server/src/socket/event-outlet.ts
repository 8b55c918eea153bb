import type { ServerFrame } from '@chat-view/protocol'
import type { EventSink } from '../ports/event-streams.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { FrameOutlet } from './frame-outlet.ts'
import { FrameWriter, type WriterOwner } from './frame-writer.ts'
import type { PlaceEffect, StreamPlaces } from './stream-places.ts'
import { noSlot, type Timed, type TimerWheel } from './timer-wheel.ts'

/** Proxies and scanners that look at the first bytes before they let any pass have enough with this. */
const padding = Buffer.from(`:${' '.repeat(2_048)}\n\n`)
/** An id so short goes with every frame; a longer one with changes, and with text once in a while. */
const shortId = 512
const longIdEveryMs = 1_000
/** A poll ends so long after its first news: text is gathered, so that it does not take one request a piece. */
const pollMs = 50
const pollTextMs = 500

export interface EventOutletOptions {
  readonly sink: EventSink
  readonly owner: WriterOwner
  readonly places: StreamPlaces
  readonly wheel: TimerWheel
  readonly now: () => number
  /** How long what was written may take to leave once it is closed, in milliseconds. */
  readonly closeTimeoutMs: number
  /** Ends after its first news. */
  readonly poll: boolean
  /** That it is there is news: the client has no id yet. */
  readonly isFirst: boolean
}

const isText = ({ type }: ServerFrame): boolean => type === 'delta' || type === 'status'

/** A connection's frames as server-sent events, each with the place after it as its id (RT12). */
export class EventOutlet extends FrameWriter implements FrameOutlet, Timed {
  due = 0
  slot = noSlot
  readonly #options: EventOutletOptions
  #isOpen = true
  #id = ''
  #idAt = 0
  #endsAt = Number.POSITIVE_INFINITY
  // What it is just told of as one who comes in: who types there is told at once.
  #entering: string | undefined
  // Its time is over: it ends once what waits has left, and takes no more work meanwhile.
  #isEnding = false

  constructor(options: EventOutletOptions) {
    const { owner } = options
    super(options.sink, {
      filled: () => owner.filled(),
      progressed: () => owner.progressed(),
      drained: () => {
        if (this.#isEnding) this.#end()
        else owner.drained()
      },
    })
    this.#options = options
    this.write(padding)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  send(frame: OutgoingFrame): void {
    const { places, poll } = this.#options
    const effect = places.sent(frame.frame)
    const id = this.#idAfter(frame.frame, effect)
    this.write(Buffer.from(`${id}data: ${frame.text}\n\n`))
    if (!poll) return
    if (frame.frame.type === 'subscribed') this.#enters(frame.frame.thread)
    if (this.#isNews(frame.frame, effect)) this.#endSoon(isText(frame.frame) ? pollTextMs : pollMs)
  }

  /** What comes in comes by requests of its own, which are bounded one by one. */
  pause(): void {}
  resume(): void {}

  close(): void {
    if (!this.#isOpen) return
    const { sink, wheel, now, closeTimeoutMs } = this.#options
    this.#isOpen = false
    sink.end()
    // Who does not read does not let it end either.
    wheel.schedule(this, now() + closeTimeoutMs)
  }

  terminate(): void {
    this.#isOpen = false
    this.#options.sink.destroy()
  }

  /** The stream has ended. */
  gone(): void {
    this.#isOpen = false
    this.#options.wheel.cancel(this)
  }

  visit(): void {
    if (this.#isOpen) {
      this.#isEnding = true
      if (this.ready) this.#end()
    } else this.terminate()
  }

  /** The last id may itself have to wait. */
  #end(): void {
    if (!this.#isOpen) return
    const id = this.#newId()
    if (id !== '') this.write(Buffer.from(`${id}\n`))
    if (this.betweenMessages) this.close()
  }

  #idAfter(frame: ServerFrame, effect: PlaceEffect): string {
    const { places, now } = this.#options
    const isDue = now() >= this.#idAt + longIdEveryMs
    const isWanted = effect === 'place' || isDue || frame.type === 'welcome' || frame.type === 'bye'
    return isWanted || places.roughLength <= shortId ? this.#newId() : ''
  }

  /** Nothing when the client has it. */
  #newId(): string {
    const { places, now } = this.#options
    const id = places.cursor()
    this.#idAt = now()
    if (id === this.#id) return ''
    this.#id = id
    return `id: ${id}\n`
  }

  /** Who asks again and again would be told of their own coming and going, and of what they have. */
  #isNews(frame: ServerFrame, effect: PlaceEffect): boolean {
    switch (frame.type) {
      case 'welcome':
        return this.#options.isFirst
      case 'presence':
        return false
      case 'typing':
        return frame.thread !== this.#entering
      case 'delta':
      case 'part':
      case 'snapshot':
      case 'status':
        return effect === 'live'
      case 'subscribed':
        return frame.mode === 'reload' || frame.events.length > 0 || !frame.id.startsWith(resumed)
      default:
        return true
    }
  }

  #enters(thread: string | undefined): void {
    this.#entering = thread
    queueMicrotask(() => {
      this.#entering = undefined
    })
  }

  #endSoon(ms: number): void {
    this.#endsAt = Math.min(this.#endsAt, this.#options.now() + ms)
    this.#options.wheel.schedule(this, this.#endsAt)
  }
}

/** What the ids of subscriptions begin with that a cursor asked for. */
export const resumed = 'resume:'
