import type { Problem } from '@chat-view/protocol'
import { problemOf } from '../domain/problem-of.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Following, LiveReader } from '../ports/live-answers.ts'
import type { Logger } from '../ports/logger.ts'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { Principal } from '../ports/principal.ts'
import type { Peer } from './peer.ts'
import type { Room } from './room.ts'
import { type Follower, readBatch, type Topic, type TopicEntry } from './topic.ts'
import { newTraceId } from './trace-id.ts'

/**
 * `joining`: has no place yet. `live`: gets changes as they come. `behind`: its socket was full, and all that waits for
 * it is its place in the order, from which it reads on (RT6). `ended`: gets nothing more.
 */
export type SubscriptionState = 'joining' | 'live' | 'behind' | 'ended'

/** A connection's interest in a thread or a feed: one place in the durable order, and one in the running answers. */
export class Subscription implements Follower, LiveReader {
  readonly peer: Peer
  readonly principal: Principal
  readonly topic: Topic<Subscription>
  /** Null: the user's feed. */
  readonly room: Room | null
  readonly #logger: Logger
  #state: SubscriptionState = 'joining'
  #at = 0
  #catchingUp = false
  #following: Following | null = null
  // The running answers were told to wait.
  #liveWaits = false
  #presenceSeen = 0

  constructor(peer: Peer, principal: Principal, topic: Topic<Subscription>, room: Room | null, logger: Logger) {
    this.peer = peer
    this.principal = principal
    this.topic = topic
    this.room = room
    this.#logger = logger
    topic.followers.add(this)
  }

  /** What a connection has at most one of: the thread's id, or `feed`. */
  get key(): string {
    return this.room ? this.room.thread : 'feed'
  }

  get ended(): boolean {
    return this.#state === 'ended'
  }

  /** Asked by the running answers. Text never overtakes the change that it belongs to. */
  get ready(): boolean {
    const canTake = this.#state === 'live' && !this.topic.reading && this.peer.ready
    if (!canTake) this.#liveWaits = true
    return canTake
  }

  send(frame: OutgoingFrame): void {
    if (this.#state !== 'ended') this.peer.send(frame)
  }

  /** It has been told everything up to `seq`; from now on it gets what follows. */
  place(seq: number): void {
    this.#at = seq
    const isUpToDate = this.topic.place(seq)
    this.#setState(isUpToDate ? 'live' : 'behind')
    this.room?.enter(this)
    if (!isUpToDate) void this.#catchUp()
  }

  follow(following: Following): void {
    this.#following = following
    if (this.peer.hidden) following.setHidden(true)
    this.settled()
  }

  offer(entry: TopicEntry): void {
    if (this.#state !== 'live' || entry.seq <= this.#at) return
    if (this.peer.ready) this.#deliver(entry)
    else this.#setState('behind')
  }

  settled(): void {
    if (!this.#liveWaits || !this.#following || !this.ready) return
    this.#liveWaits = false
    this.#following.resume()
  }

  retry(): void {
    if (this.#state === 'behind') void this.#catchUp()
  }

  /** The socket has room again. */
  drained(): void {
    if (this.#state === 'behind') void this.#catchUp()
    else this.#nowLive()
  }

  setHidden(hidden: boolean): void {
    this.#following?.setHidden(hidden)
  }

  /** Something that is of no use later: typing. */
  tell(frame: OutgoingFrame): void {
    if (this.#state === 'live' && this.peer.ready) this.peer.send(frame)
  }

  tellPresence(): void {
    if (!this.room || this.#state !== 'live' || !this.peer.ready) return
    this.#presenceSeen = this.room.presence.version
    this.peer.send(this.room.presence.frame())
  }

  /** Ends it; with a reason if it was not the client's own wish. */
  end(reason?: unknown): void {
    if (this.#state === 'ended') return
    const wasPlaced = this.#state !== 'joining'
    this.#setState('ended')
    this.#following?.stop()
    this.#following = null
    this.topic.followers.delete(this)
    if (wasPlaced) this.room?.leave(this)
    this.peer.forget(this)
    if (reason !== undefined && this.room) {
      const problem: Problem = problemOf(reason, newTraceId())
      this.peer.send(new OutgoingFrame({ type: 'gone', thread: this.room.thread, problem }))
    }
  }

  #deliver(entry: TopicEntry): void {
    this.#at = entry.seq
    this.peer.send(entry.frame)
    if (entry.last) this.end(new CodedError('deleted'))
  }

  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return
    this.#catchingUp = true
    try {
      while (this.#state === 'behind' && this.peer.ready) if (!(await this.#readOn())) break
    } catch (error) {
      this.#logger.warn({ connection: this.peer.id, err: error }, 'could not catch up; the sweep tries again')
    } finally {
      this.#catchingUp = false
    }
  }

  /** False when there is nothing to read now. */
  async #readOn(): Promise<boolean> {
    const from = this.#at
    const { entries, upTo } = await this.topic.source.read(from, readBatch)
    for (const entry of entries) {
      if (this.#state !== 'behind' || !this.peer.ready) return this.#state === 'behind'
      this.#deliver(entry)
    }
    if (this.#state !== 'behind') return false
    this.#at = Math.max(this.#at, upTo)
    if (this.#at >= this.topic.seq) {
      this.#setState('live')
      // It may have read further than the topic has: the others want that too.
      this.topic.hear(this.#at)
      this.#nowLive()
    }
    return upTo > from
  }

  #nowLive(): void {
    if (this.room && this.#presenceSeen < this.room.presence.version) this.tellPresence()
    this.settled()
  }

  #setState(state: SubscriptionState): void {
    this.#state = state
  }
}
