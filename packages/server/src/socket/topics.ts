import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { OutageNote } from '../ports/outage-note.ts'
import type { Reads } from '../ports/reads.ts'
import type { DoorStore } from './door-context.ts'
import { feedSource } from './feed-source.ts'
import { recheckAll } from './recheck-access.ts'
import { Room, type RoomSharing } from './room.ts'
import type { Subscription } from './subscription.ts'
import { threadSource } from './thread-source.ts'
import { noSlot, type Timed, type TimerWheel } from './timer-wheel.ts'
import { Topic } from './topic.ts'

export interface TopicsOptions {
  readonly store: DoorStore
  readonly reads: Pick<Reads, 'access'>
  readonly wheel: TimerWheel
  readonly clock: Clock
  readonly logger: Logger
  /** Between two comparisons with the store's order. */
  readonly sweepMs: number
  /** Where other nodes have followers too. */
  readonly sharing?: RoomSharing | undefined
}

/** Threads, or feeds, whose order is asked for at once. */
const sweepBatch = 500

function* inBatches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += sweepBatch) yield all.slice(from, from + sweepBatch)
}

/** A store that answers at once would hold up all else while a sweep goes on: after a whole batch others have their turn. */
const turnAfter = async ({ length }: readonly unknown[]): Promise<void> => {
  if (length === sweepBatch) await nextTurn()
}

/** The threads and feeds that somebody follows on this node, each for as long as somebody does. */
export class Topics implements Timed {
  due = 0
  slot = noSlot
  readonly #options: TopicsOptions
  readonly #rooms = new Map<string, Room>()
  readonly #feeds = new Map<string, Topic<Subscription>>()
  readonly #note: OutageNote
  #sweeping: Promise<void> | null = null

  constructor(options: TopicsOptions) {
    this.#options = options
    this.#note = new OutageNote(options.logger, {
      fails: 'could not compare followed threads with the store; tried again soon',
      works: 'followed threads are compared with the store again',
    })
    options.wheel.schedule(this, options.clock.monotonic() + options.sweepMs)
  }

  /** How many are followed. */
  get size(): number {
    return this.#rooms.size + this.#feeds.size
  }

  /** The thread's room, if somebody is in it. */
  findRoom(thread: string): Room | undefined {
    return this.#rooms.get(thread)
  }

  findFeed(user: string): Topic<Subscription> | undefined {
    return this.#feeds.get(user)
  }

  room(thread: string): Room {
    const known = this.#rooms.get(thread)
    if (known) return known
    const { store, reads, wheel, clock, logger, sharing } = this.#options
    const recheck = (followers: readonly Subscription[]) =>
      recheckAll(
        reads,
        followers.filter(({ doubted }) => doubted),
      )
    const topic = new Topic(thread, threadSource(store, thread), logger, recheck)
    const room = new Room(thread, topic, wheel, () => clock.monotonic(), sharing)
    this.#rooms.set(thread, room)
    return room
  }

  feed(user: string): Topic<Subscription> {
    const known = this.#feeds.get(user)
    if (known) return known
    const { store, logger } = this.#options
    const topic = new Topic<Subscription>(user, feedSource(store, user), logger)
    this.#feeds.set(user, topic)
    return topic
  }

  /** Lets go of what nobody follows any more. */
  release({ topic, room, principal }: Subscription): void {
    if (topic.followers.size > 0) return
    if (!room) {
      if (this.#feeds.get(principal.userId) === topic) this.#feeds.delete(principal.userId)
    } else if (this.#rooms.get(room.thread) === room) {
      this.#rooms.delete(room.thread)
      room.close()
    }
  }

  /** All who follow a thread on this node. */
  followers(): Subscription[] {
    return [...this.#rooms.values()].flatMap(({ topic }) => [...topic.followers])
  }

  visit(now: number): void {
    this.#options.wheel.schedule(this, now + this.#options.sweepMs)
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = null
    })
  }

  /** Words of the bus were lost: what is followed is compared with the store now, not only at the next sweep (RT14). */
  async renewed(): Promise<void> {
    await this.#sweeping
    this.visit(this.#options.clock.monotonic())
  }

  /** Makes good what a lost word of the bus, or a failed read, left behind (RT3). */
  async #sweep(): Promise<void> {
    try {
      await this.#sweepRooms()
      await this.#sweepFeeds()
      this.#note.worked()
    } catch (error) {
      this.#note.failed(error)
    }
  }

  async #sweepRooms(): Promise<void> {
    for (const batch of inBatches([...this.#rooms.values()])) {
      const seqs = await this.#options.store.seqsOf(batch.map(room => room.thread))
      for (const { thread, topic } of batch) {
        const seq = seqs.get(thread)
        if (seq === undefined) await this.#sweepGone(topic)
        else topic.hear(seq)
        await this.#sweepFollowers(topic)
      }
      await turnAfter(batch)
    }
  }

  async #sweepFollowers(topic: Topic<Subscription>): Promise<void> {
    await topic.recheck([...topic.followers])
    for (const follower of topic.followers) follower.retry()
  }

  /** The thread is no more: its last change says so, or else the refusal of access does. */
  async #sweepGone(topic: Topic<Subscription>): Promise<void> {
    await topic.look()
    await recheckAll(this.#options.reads, [...topic.followers])
  }

  async #sweepFeeds(): Promise<void> {
    for (const batch of inBatches([...this.#feeds])) {
      const seqs = await this.#options.store.feedSeqsOf(batch.map(([user]) => user))
      for (const [user, topic] of batch) {
        topic.hear(seqs.get(user) ?? 0)
        for (const follower of topic.followers) follower.retry()
      }
      await turnAfter(batch)
    }
  }
}
