import type { LivePlace, ServerFrame, SubscribeFrame } from '@chat-view/protocol'

interface FakePlace {
  seq: number | null
  readonly live: Record<string, LivePlace>
}

const keyOf = ({ thread }: { thread?: string | undefined }): string => thread ?? 'feed'

/** What a reader of a fake stream has, by what was said to it, and as the id of an event. */
export class FakePlaces {
  readonly #topics = new Map<string, FakePlace>()

  ask(entry: Omit<SubscribeFrame, 'type'>): void {
    const live = Object.fromEntries((entry.live ?? []).map(place => [place.message, place]))
    this.#topics.set(keyOf(entry), { seq: entry.afterSeq ?? null, live })
  }

  leave(topic: { thread?: string | undefined }): void {
    this.#topics.delete(keyOf(topic))
  }

  said(frame: ServerFrame): void {
    if (frame.type === 'subscribed') this.#reach(keyOf(frame), frame.seq)
    else if (frame.type === 'event') this.#reach(keyOf(frame), frame.event.seq)
    else if (frame.type === 'gone') this.#topics.delete(frame.thread)
    else if (frame.type === 'delta') {
      const { thread, message, generation, part, offset, text } = frame
      const topic = this.#topics.get(thread)
      if (topic) topic.live[message] = { message, generation, part, offset: offset + text.length }
    }
  }

  cursor(): string {
    return encodeURIComponent(JSON.stringify([...this.#topics]))
  }

  /** The subscriptions that a cursor stands for. */
  static of(cursor: string | undefined): SubscribeFrame[] {
    if (cursor === undefined) return []
    const topics = JSON.parse(decodeURIComponent(cursor)) as [string, FakePlace][]
    return topics.map(([key, { seq, live }]) => ({
      type: 'subscribe',
      id: `resume:${key}`,
      ...(key === 'feed' ? { feed: true } : { thread: key }),
      ...(seq !== null && { afterSeq: seq }),
      live: Object.values(live),
    }))
  }

  #reach(key: string, seq: number): void {
    const topic = this.#topics.get(key)
    if (topic) topic.seq = seq
  }
}
