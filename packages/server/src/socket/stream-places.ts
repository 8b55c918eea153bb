import type { ServerFrame, ServerFrameOf, SubscribeFrame } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { joinTopics } from './event-cursor.ts'
import { KnownTopic, type LiveFrame } from './known-topic.ts'
import { RunningPlaces } from './running-places.ts'

type Entry = Omit<SubscribeFrame, 'type'>
type Named = { readonly thread?: string | undefined; readonly feed?: true | undefined }

interface Asked {
  readonly id: string
  /** What was there before, and is there again when the wish is refused. */
  before: KnownTopic | undefined
}

/**
 * What a frame that goes out does to the reader's places: `place` moves one that nothing else moves, `live` brings a
 * running answer on, `nothing` leaves all as it was.
 */
export type PlaceEffect = 'place' | 'live' | 'nothing'

/** More than a connection follows are here only until they are refused; an id of so many is one that is taken again. */
const mostTopics = 2 * bounds.subscriptions
/** About what one takes in an id. */
const topicLength = 26
const runningLength = 50

const keyOf = ({ thread }: Named): string => thread ?? 'feed'

const placeIf = (moves: boolean): PlaceEffect => (moves ? 'place' : 'nothing')

/** What a reader of an event stream has, by what was sent: its next stream goes on from there (RT2, RT3). */
export class StreamPlaces {
  readonly #topics = new Map<string, KnownTopic>()
  /** By topic: of wishes for the same only the last is kept. */
  readonly #asked = new Map<string, Asked>()
  readonly #running = new RunningPlaces()

  /** It subscribes: until that is answered it has what it says. */
  ask({ id, thread, afterSeq, live = [] }: Entry): void {
    const key = keyOf({ thread })
    const [known, earlier] = [this.#topics.get(key), this.#asked.get(key)]
    if (!known && this.#topics.size >= mostTopics) return
    if (earlier) known?.clear()
    this.#asked.set(key, { id, before: earlier ? earlier.before : known })
    this.#topics.set(key, new KnownTopic({ key, seq: afterSeq ?? null, live }, this.#running))
  }

  /** Answers whether it was there. */
  leave(topic: Named): boolean {
    const key = keyOf(topic)
    const known = this.#topics.get(key)
    known?.clear()
    this.#asked.get(key)?.before?.clear()
    this.#asked.delete(key)
    return this.#topics.delete(key)
  }

  /** A frame goes out. */
  sent(frame: ServerFrame): PlaceEffect {
    switch (frame.type) {
      case 'subscribed':
        return placeIf(this.#answered(frame))
      case 'event':
        return placeIf(this.#reach(keyOf(frame), frame.event.seq, [frame.event]))
      case 'error':
        return placeIf(frame.id !== undefined && this.#refused(frame.id))
      case 'gone':
        return placeIf(this.leave(frame))
      case 'delta':
      case 'part':
      case 'snapshot':
      case 'status':
        return this.#follow(frame) ? 'live' : 'nothing'
      default:
        return 'nothing'
    }
  }

  /** How long the cursor is, about: it costs nothing to ask. */
  get roughLength(): number {
    return this.#topics.size * topicLength + this.#running.size * runningLength
  }

  /** The id of an event after which that is what the reader has. */
  cursor(): string {
    return joinTopics([...this.#topics.values()].map(({ packed }) => packed))
  }

  /** All that is known of a topic: what is wished, and what there was before. */
  #known(key: string): KnownTopic[] {
    return [this.#topics.get(key), this.#asked.get(key)?.before].filter(known => known !== undefined)
  }

  #answered(frame: ServerFrameOf<'subscribed'>): boolean {
    const key = keyOf(frame)
    const asked = this.#asked.get(key)
    if (asked?.id === frame.id) {
      asked.before?.clear()
      this.#asked.delete(key)
      // An earlier wish than the last was heard.
    } else if (asked) asked.before ??= new KnownTopic({ key, seq: null, live: [] }, this.#running)
    return this.#reach(key, frame.seq, frame.events)
  }

  #reach(key: string, seq: number, events: readonly unknown[]): boolean {
    const known = this.#known(key)
    for (const topic of known) topic.reach(seq, events)
    return known.length > 0
  }

  #refused(id: string): boolean {
    for (const [key, asked] of this.#asked) {
      if (asked.id !== id) continue
      this.#asked.delete(key)
      this.#topics.get(key)?.clear()
      if (asked.before) this.#topics.set(key, asked.before)
      else this.#topics.delete(key)
      return true
    }
    return false
  }

  #follow(frame: LiveFrame): boolean {
    let isStep = false
    for (const topic of this.#known(frame.thread)) isStep = topic.follow(frame) || isStep
    return isStep
  }
}
