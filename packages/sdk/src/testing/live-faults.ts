import type { ServerFrame } from '@chat-view/protocol'
import type { FakeFaults } from './fake-faults.ts'

/** Does to a stream of live frames what a bad way does: it drops, doubles and swaps them. */
export class LiveFaults {
  faults: FakeFaults = {}
  #held: (() => void) | null = null

  /** Sends the frame on, or what is left of it. */
  pass(frame: ServerFrame, send: (frame: ServerFrame) => void): void {
    const { drop = 0, random = Math.random, duplicate, outOfOrder } = this.faults
    if (drop > 0 && random() < drop) return
    const deliver = () => {
      send(frame)
      if (duplicate) send(frame)
    }
    if (outOfOrder && !this.#held) {
      this.#held = deliver
      return
    }
    deliver()
    this.flush()
  }

  /** What was held back goes out, late. */
  flush(): void {
    const late = this.#held
    this.#held = null
    late?.()
  }
}
