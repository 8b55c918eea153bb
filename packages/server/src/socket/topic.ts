import type { Logger } from '../ports/logger.ts'
import { noteFailure } from '../ports/outage-note.ts'
import type { OutgoingFrame } from '../ports/outgoing-frame.ts'

/** A durable change on its way out. */
export interface TopicEntry {
  readonly seq: number
  readonly frame: OutgoingFrame
  /** Nothing comes after it: the thread was deleted. */
  readonly last: boolean
  /** Who may read what comes after it may have changed with it (CV10). */
  readonly people: boolean
}

/** What lies after a place. `upTo` can be beyond the last entry, where the order has holes. */
export interface TopicRead {
  readonly entries: readonly TopicEntry[]
  readonly upTo: number
}

/** Where a topic's changes are read from. */
export interface TopicSource {
  read(afterSeq: number, limit: number): Promise<TopicRead>
  /** All that lies after a place; null when it is more than is replayed (RT3). */
  missed(afterSeq: number): Promise<TopicRead | null>
}

/** One who follows a topic. */
export interface Follower {
  /** A change, each once and in order; who can't take it now remembers its own place. */
  offer(entry: TopicEntry): void
  /** Everything that was told of has been read. */
  settled(): void
  /** A regular chance to make good what went wrong. */
  retry(): void
}

/** Entries that are read at once. */
export const readBatch = 100

const nobody = async (): Promise<void> => {}

/**
 * The durable order of one thread or feed, as this node passes it on: whatever the number of its followers, a change is
 * read and encoded once. The bus and the sweep only say how far the order goes; what happened is read from the store.
 */
export class Topic<F extends Follower = Follower> {
  /** All who follow, also those who have not found their place yet. */
  readonly followers = new Set<F>()
  readonly source: TopicSource
  /** Looks again at who of these may go on; it does not throw. */
  readonly recheck: (followers: readonly F[]) => Promise<void>
  readonly #name: string
  readonly #logger: Logger
  // How far it was passed on; null until the first follower has a place.
  #seq: number | null = null
  #heard = 0
  #reading = false

  /** @param name for the log: the thread's or the user's id */
  constructor(name: string, source: TopicSource, logger: Logger, recheck: Topic<F>['recheck'] = nobody) {
    this.#name = name
    this.source = source
    this.#logger = logger
    this.recheck = recheck
  }

  /** How far the order was passed on. */
  get seq(): number {
    return this.#seq ?? 0
  }

  /** True while something that was told of is being read. */
  get reading(): boolean {
    return this.#reading
  }

  /** The order goes at least as far as this. */
  hear(seq: number): void {
    if (seq > this.#heard) this.#heard = seq
    if (!this.#reading && this.#seq !== null && this.#heard > this.#seq) void this.#pass(this.#seq)
  }

  /** Gives a follower that has read up to `at` its place. False: the topic is further, the follower must catch up. */
  place(at: number): boolean {
    this.#seq ??= at
    const isUpToDate = at >= this.#seq
    this.hear(at)
    return isUpToDate
  }

  /** Reads on although nothing was heard: a thread may have ended without a word. */
  async look(): Promise<void> {
    if (this.#seq !== null && !this.#reading) await this.#pass(this.#seq)
  }

  async #pass(from: number): Promise<void> {
    this.#reading = true
    try {
      for (let at = from; this.followers.size > 0; ) {
        const heard = this.#heard
        const { entries, upTo } = await this.source.read(at, readBatch)
        await this.#offerAll(entries)
        this.#seq = Math.max(at, upTo)
        const showedNothing = upTo <= at
        at = this.#seq
        // What was told of before the read and isn't there yet is for the next word or the sweep.
        if (this.#heard <= at || (showedNothing && heard === this.#heard)) break
      }
    } catch (error) {
      noteFailure(this.#logger, { topic: this.#name }, error, 'could not read changes; the sweep tries again')
    } finally {
      this.#reading = false
    }
    for (const follower of this.followers) follower.settled()
  }

  /** A change of people is looked into before what follows it goes out, once for all that were read with it. */
  async #offerAll(entries: readonly TopicEntry[]): Promise<void> {
    let isChecked = false
    for (const entry of entries) {
      this.#offer(entry)
      if (!entry.people || isChecked) continue
      isChecked = true
      await this.recheck([...this.followers])
    }
  }

  #offer(entry: TopicEntry): void {
    this.#seq = entry.seq
    for (const follower of this.followers) follower.offer(entry)
  }
}
