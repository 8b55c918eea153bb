import type { ServerFrame, ServerFrameOf } from '@chat-view/protocol'
import { ReceivedAnswers } from './received-answers.ts'
import { ReceivedOrder } from './received-order.ts'

type Type = ServerFrame['type']

/** Frames as they came to one client, to be waited for; answers and order are held as a client must. */
export class ReceivedFrames {
  readonly all: ServerFrame[] = []
  readonly answers: ReceivedAnswers
  readonly order: ReceivedOrder
  readonly #taken = new Set<ServerFrame>()
  #watchers: (() => void)[] = []
  #isClosed = false

  /** @param after what an earlier connection brought, if this one goes on from there */
  constructor(after?: Pick<ReceivedFrames, 'answers' | 'order'>) {
    this.answers = after?.answers ?? new ReceivedAnswers()
    this.order = after?.order ?? new ReceivedOrder()
  }

  take(frame: ServerFrame): void {
    this.all.push(frame)
    this.answers.apply(frame)
    this.order.apply(frame)
    this.#wake()
  }

  /** No more will come. */
  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  /** The next frame of that type that no one took yet; rejects when no more comes. */
  async next<T extends Type>(
    type: T,
    matches: (frame: ServerFrameOf<T>) => boolean = () => true,
  ): Promise<ServerFrameOf<T>> {
    const isWanted = (frame: ServerFrame): frame is ServerFrameOf<T> =>
      frame.type === type && !this.#taken.has(frame) && matches(frame as ServerFrameOf<T>)
    for (;;) {
      const found = this.all.find(isWanted)
      if (found) {
        this.#taken.add(found)
        return found
      }
      if (this.#isClosed) throw new Error(`closed before a ${type} frame came`)
      await this.#change()
    }
  }

  /** Resolves once the condition holds, looked at after each frame. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#isClosed) throw new Error('closed before it came true')
      await this.#change()
    }
  }

  #change(): Promise<void> {
    return new Promise(resolve => this.#watchers.push(resolve))
  }

  #wake(): void {
    const watchers = this.#watchers
    this.#watchers = []
    for (const resolve of watchers) resolve()
  }
}
