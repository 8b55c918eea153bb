import type { ServerFrameOf } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { packTopic, type TopicPlace } from './event-cursor.ts'
import { RunningPlace } from './running-place.ts'
import type { RunningPlaces } from './running-places.ts'

/** The frames of a running answer. */
export type LiveFrame = ServerFrameOf<'delta' | 'part' | 'snapshot' | 'status'>

const endedIn = (event: unknown): string | null => {
  const { type, message } = event as { type?: unknown; message?: { id?: unknown } }
  return type === 'answer.ended' && typeof message?.id === 'string' ? message.id : null
}

/** What a reader of an event stream has of one topic. */
export class KnownTopic {
  readonly #key: string
  readonly #live = new Map<string, RunningPlace>()
  readonly #running: RunningPlaces
  #seq: number | null
  #packed: string | null = null

  /** @param running those of the whole stream */
  constructor({ key, seq, live }: TopicPlace, running: RunningPlaces) {
    this.#key = key
    this.#seq = seq
    this.#running = running
    for (const place of live) this.#put(new RunningPlace(place))
  }

  /** As a cursor has it; written anew only when it has changed. */
  get packed(): string {
    const live = () => [...this.#live.values()].map(({ place }) => place)
    this.#packed ??= packTopic({ key: this.#key, seq: this.#seq, live: live() })
    return this.#packed
  }

  /** The order goes so far. */
  reach(seq: number, events: readonly unknown[]): void {
    for (const event of events) {
      const ended = endedIn(event)
      if (ended !== null) this.#drop(ended)
    }
    this.#seq = seq
    this.#packed = null
  }

  /** A running answer goes on. False when the reader had all that before. */
  follow(frame: LiveFrame): boolean {
    const known = this.#live.get(frame.message)
    const isStep = known ? this.#step(known, frame) : this.#begin(frame)
    if (isStep) this.#packed = null
    return isStep
  }

  /** It is of no use any more. */
  clear(): void {
    for (const message of [...this.#live.keys()]) this.#drop(message)
  }

  #step(place: RunningPlace, frame: LiveFrame): boolean {
    switch (frame.type) {
      case 'delta':
        return place.delta(frame)
      case 'part':
        return place.part(frame)
      case 'snapshot':
        return place.snapshot(frame)
      case 'status':
        return place.status()
    }
  }

  /** Only a snapshot tells all that one has. */
  #begin(frame: LiveFrame): true {
    if (frame.type === 'snapshot') {
      const { message, generation } = frame
      const place = new RunningPlace({ message, generation, part: 0, offset: 0 })
      place.snapshot(frame)
      this.#put(place)
    }
    return true
  }

  #put(place: RunningPlace): void {
    this.#drop(place.message)
    this.#live.set(place.message, place)
    this.#running.add(place, () => this.#drop(place.message))
    const [oldest] = this.#live.keys()
    if (this.#live.size > bounds.livePlaces && oldest !== undefined) this.#drop(oldest)
  }

  #drop(message: string): void {
    const place = this.#live.get(message)
    if (!place) return
    this.#live.delete(message)
    this.#running.remove(place)
    this.#packed = null
  }
}
