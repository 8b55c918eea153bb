import type { Problem } from '@chat-view/protocol'
import { problemOf } from '../domain/problem-of.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Following, LiveReader } from '../ports/live-answers.ts'
import type { Logger } from '../ports/logger.ts'
import { noteFailure } from '../ports/outage-note.ts'
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
  readonly topic: Topic<Subscription>
  /** Null: the user's feed. */
  readonly room: Room | null
  readonly #logger: Logger
  /** Called when it ends before it has a place; with a reason if that was not the client's own wish. */
  whenUnplaced: ((reason?: unknown) => void) | null = null
  #state: SubscriptionState = 'joining'
  #at = 0
  #catchingUp = false
  #following: Following | null = null
  // The running answers were told to wait.
  #liveWaits = false
  #presenceSeen = 0
  #principal: Principal
  // Looks at its access that began, and the newest of them that found it in order.
  #looks = 0
  #confirmed = 0
  // The last change of people that it met, and how far the order went when its access was last in order.
  #peopleAt = 0
  #allowedAt = 0

  constructor(peer: Peer, principal: Principal, topic: Topic<Subscription>, room: Room | null, logger: Logger) {
    this.peer = peer
    this.#principal = principal
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

  get principal(): Principal {
    return this.#principal
  }

  /** Its access is being looked at, or could not be: nothing is sent meanwhile, for it may come after a removal (CV10). */
  get doubted(): boolean {
    return this.#looks > this.#confirmed || this.#peopleAt > this.#allowedAt
  }

  /** Asked by the running answers. Text never overtakes the change that it belongs to. */
  get ready(): boolean {
    const canTake = this.#state === 'live' && !this.topic.reading && this.#open
    if (!canTake) this.#liveWaits = true
    return canTake
  }

  send(frame: OutgoingFrame): void {
    if (this.#state !== 'ended') this.peer.send(frame)
  }

  /** Its access was in order when the thread's order went as far as this. */
  allowed(seq: number): void {
    this.#allowedAt = Math.max(this.#allowedAt, seq)
  }

  /** It gets this, or has got it with its place. */
  meet({ seq, people }: TopicEntry): void {
    if (people) this.#peopleAt = Math.max(this.#peopleAt, seq)
  }

  /** It has been told everything up to `seq`; from now on it gets what follows. */
  place(seq: number): void {
    this.#at = seq
    this.whenUnplaced = null
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
    if (this.#open) this.#deliver(entry)
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
    if (this.#state === 'live' && this.#open) this.peer.send(frame)
  }

  tellPresence(): void {
    if (!this.room || this.#state !== 'live' || !this.#open) return
    this.#presenceSeen = this.room.presence.version
    this.peer.send(this.room.presence.frame())
  }

  /** A newer token of its user: what they are to the project may have changed. */
  renew(principal: Principal): void {
    this.#principal = principal
  }

  /** Its access is looked at; the answer is called once it was found to be in order, with how far the thread's goes. */
  doubt(): (seq: number) => void {
    const look = ++this.#looks
    return seq => {
      this.allowed(seq)
      this.#confirmed = Math.max(this.#confirmed, look)
      if (!this.doubted) this.drained()
    }
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
    if (!wasPlaced) this.whenUnplaced?.(reason)
    else if (reason !== undefined && this.room) {
      const problem: Problem = problemOf(reason, newTraceId())
      this.peer.send(new OutgoingFrame({ type: 'gone', thread: this.room.thread, problem }))
    }
  }

  get #open(): boolean {
    return this.peer.ready && !this.doubted
  }

  #deliver(entry: TopicEntry): void {
    this.#at = entry.seq
    this.meet(entry)
    this.peer.send(entry.frame)
    if (entry.last) this.end(new CodedError('deleted'))
  }

  async #catchUp(): Promise<void> {
    if (this.#catchingUp) return
    this.#catchingUp = true
    try {
      while (this.#state === 'behind' && this.#open) if (!(await this.#readOn())) break
    } catch (error) {
      noteFailure(this.#logger, { connection: this.peer.id }, error, 'could not catch up; the sweep tries again')
    } finally {
      this.#catchingUp = false
    }
  }

  /** False when there is nothing to read now. */
  async #readOn(): Promise<boolean> {
    const from = this.#at
    const { entries, upTo } = await this.topic.source.read(from, readBatch)
    for (const entry of entries) {
      if (this.#state !== 'behind' || !this.#open) return this.#state === 'behind'
      this.#deliver(entry)
      if (entry.people && this.doubted) void this.topic.recheck([this])
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
