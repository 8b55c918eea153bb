import type { ContextRecord, LeftOutReason } from '@chat-view/protocol'

type Range = ContextRecord['omitted'][number]

/** Ranges of one record. */
const mostRanges = 100

/** What of a thread was not sent, in ranges of one reason each. */
export class Omitted {
  readonly #ranges: Range[] = []

  /** Ranges in order of their places. */
  get ranges(): Range[] {
    return this.#ranges.toSorted((one, other) => one.fromSeq - other.fromSeq || one.toSeq - other.toSeq)
  }

  addRange(reason: LeftOutReason, fromSeq: number, toSeq: number, messages: number): void {
    if (this.#ranges.length < mostRanges && messages > 0) this.#ranges.push({ reason, fromSeq, toSeq, messages })
  }

  /** One message; those are told from the newest on. `next`: its neighbour after it was of the same reason. */
  addMessage(reason: LeftOutReason, seq: number, next: boolean): void {
    const last = this.#ranges.at(-1)
    if (next && last?.reason === reason)
      this.#ranges[this.#ranges.length - 1] = { ...last, fromSeq: seq, messages: last.messages + 1 }
    else this.addRange(reason, seq, seq, 1)
  }
}
