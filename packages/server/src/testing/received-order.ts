import type { ServerFrame, ServerFrameOf } from '@chat-view/protocol'

const topicOf = (frame: { thread?: string | undefined }): string => frame.thread ?? 'feed'

const seqOf = (event: unknown): number =>
  typeof event === 'object' && event !== null && 'seq' in event && typeof event.seq === 'number'
    ? event.seq
    : Number.NaN

/** The durable order as one client was told it, topic by topic (RT3). */
export class ReceivedOrder {
  readonly #seqs = new Map<string, number>()
  readonly #events = new Map<string, number[]>()
  /** Events that came twice, in the wrong order, or before their subscription. */
  readonly violations: string[] = []

  /** The last change that the client has; undefined before it subscribed. */
  seqOf(topic: string): number | undefined {
    return this.#seqs.get(topic)
  }

  /** All changes that the client was told of one by one, since the last fresh page. */
  eventsOf(topic: string): readonly number[] {
    return this.#events.get(topic) ?? []
  }

  apply(frame: ServerFrame): void {
    if (frame.type === 'subscribed') this.#begin(frame)
    else if (frame.type === 'event') this.#take(topicOf(frame), frame.event.seq)
  }

  #begin(frame: ServerFrameOf<'subscribed'>): void {
    const topic = topicOf(frame)
    if (frame.mode === 'reload') {
      this.#events.set(topic, [])
      this.#seqs.set(topic, frame.seq)
      return
    }
    if (!this.#seqs.has(topic)) this.#seqs.set(topic, 0)
    for (const event of frame.events) this.#take(topic, seqOf(event))
    this.#seqs.set(topic, frame.seq)
  }

  #take(topic: string, seq: number): void {
    const before = this.#seqs.get(topic)
    if (before === undefined || !(seq > before)) this.violations.push(`${topic}: ${seq} came after ${before}`)
    this.#seqs.set(topic, seq)
    const events = this.#events.get(topic) ?? []
    events.push(seq)
    this.#events.set(topic, events)
  }
}
