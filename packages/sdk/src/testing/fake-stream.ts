import type { ServerFrame } from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import type { FakeWire } from './fake-connection.ts'
import { FakePlaces } from './fake-places.ts'

interface FakeStreamOptions {
  readonly clock: Clock
  /** Ends after its first news. */
  readonly poll: boolean
  /** Something on the way lets nothing pass before the end. */
  readonly isHeldBack: boolean
  /** Told once, when nothing more comes. */
  readonly closed: () => void
}

/** So long after its first news a poll ends, in milliseconds. */
const pollMs = 50

/** The body of a response whose server-sent events are the frames of a fake connection (RT12). */
export class FakeStream implements FakeWire {
  readonly places = new FakePlaces()
  readonly body: ReadableStream<Uint8Array>
  readonly #options: FakeStreamOptions
  readonly #encoder = new TextEncoder()
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null
  #held = ''
  #cancelEnd: (() => void) | null = null

  constructor(options: FakeStreamOptions) {
    this.#options = options
    this.body = new ReadableStream({
      start: controller => {
        this.#controller = controller
      },
      cancel: () => this.#end(() => {}),
    })
  }

  get isOpen(): boolean {
    return this.#controller !== null
  }

  deliver(data: string): void {
    if (!this.isOpen) return
    const frame = JSON.parse(data) as ServerFrame
    this.places.said(frame)
    this.#write(`id: ${this.places.cursor()}\ndata: ${data}\n\n`)
    const isQuiet = frame.type === 'welcome' || (frame.type === 'subscribed' && frame.id.startsWith('resume:'))
    const isEmpty = isQuiet && !('events' in frame && frame.events.length > 0)
    if (this.#options.poll && !isEmpty) this.#cancelEnd ??= this.#options.clock.after(pollMs, () => this.drop(1000))
  }

  /** Ends it: in good order, or with 1006 as a pulled cable does. */
  drop(code: number): void {
    this.#end(controller => {
      if (code === 1006) controller.error(new TypeError('network error'))
      else controller.close()
    }, code)
  }

  #end(how: (controller: ReadableStreamDefaultController<Uint8Array>) => void, code = 1006): void {
    const controller = this.#controller
    if (!controller) return
    if (this.#held !== '' && code !== 1006) controller.enqueue(this.#encoder.encode(this.#held))
    this.#controller = null
    this.#cancelEnd?.()
    how(controller)
    this.#options.closed()
  }

  #write(text: string): void {
    if (this.#options.isHeldBack) this.#held += text
    else this.#controller?.enqueue(this.#encoder.encode(text))
  }
}
