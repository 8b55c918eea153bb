import type { LivePlace, LiveStatus, MessagePart } from '@chat-view/protocol'
import type { Clock } from '../ports/clock.ts'
import type { LogItem } from '../ports/generation-log.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { Following, LiveAnswers, LiveReader } from '../ports/live-answers.ts'
import { LiveFollower } from './live-follower.ts'
import { LiveText } from './live-text.ts'

interface LiveThread {
  readonly texts: Set<LiveText>
  readonly followers: Set<LiveFollower>
}

/** All running answers of this node and who reads them (RT2, RT6, RT7). Kept for as long as there is one or the other. */
export class LiveThreads implements LiveAnswers {
  readonly #threads = new Map<string, LiveThread>()
  readonly #texts = new Map<string, LiveText>()
  /** Hidden readers that have something to look at. */
  readonly #waiting = new Set<LiveFollower>()
  readonly #clock: Clock
  readonly #hiddenMs: number
  #readers = 0

  constructor(clock: Clock, hiddenMs: number) {
    this.#clock = clock
    this.#hiddenMs = hiddenMs
  }

  get readers(): number {
    return this.#readers
  }

  follow(threadId: string, reader: LiveReader, places: readonly LivePlace[]): Following {
    const thread = this.#thread(threadId)
    const follower = new LiveFollower(reader, places)
    thread.followers.add(follower)
    this.#readers++
    for (const text of thread.texts) follower.open(text)
    follower.visitAll(this.#clock.monotonic())
    return {
      resume: () => {
        follower.resume()
        this.#look(follower)
      },
      setHidden: hidden => {
        follower.setHidden(hidden)
        this.#look(follower)
      },
      stop: () => {
        if (!thread.followers.delete(follower)) return
        this.#readers--
        this.#waiting.delete(follower)
        follower.leaveAll()
        this.#tidy(threadId)
      },
    }
  }

  partsOf(generationId: string): MessagePart[] | null {
    const text = this.#texts.get(generationId)
    return text && !text.held ? text.parts.map(part => ({ ...part })) : null
  }

  /** Does anybody here read this thread? */
  isFollowed(threadId: string): boolean {
    return (this.#threads.get(threadId)?.followers.size ?? 0) > 0
  }

  /** An answer that readers shall see from now on, with what the log holds of it already. */
  begin(record: GenerationRecord, status: LiveStatus, items: readonly LogItem[] = []): LiveText {
    const name = { thread: record.threadId, message: record.messageId, generation: record.id }
    const text = new LiveText(name, record.base, status)
    text.apply(items)
    const thread = this.#thread(record.threadId)
    thread.texts.add(text)
    this.#texts.set(record.id, text)
    const now = this.#clock.monotonic()
    for (const follower of thread.followers) {
      follower.visit(follower.open(text), now)
    }
    return text
  }

  /** The log has taken these: readers see them now. */
  show(text: LiveText, items: readonly LogItem[]): void {
    text.apply(items)
    this.#tell(text)
  }

  showStatus(text: LiveText, status: LiveStatus): void {
    text.setStatus(status)
    this.#tell(text)
  }

  /** Nothing more comes: whoever can take it has the rest when this returns, hidden readers too. */
  complete(text: LiveText): void {
    const now = this.#clock.monotonic()
    for (const cursor of text.cursors) cursor.follower.visit(cursor, now)
  }

  /** The answer's end is committed: it is read from the store from now on. */
  release(text: LiveText): void {
    this.#drop(text, follower => follower.leave(text))
  }

  /** It is another's by now: readers keep their places in it. */
  lose(text: LiveText): void {
    this.#drop(text, follower => follower.part(text))
  }

  /** Shows nothing of it until it is let go again. */
  hold(text: LiveText): void {
    text.held = true
  }

  letGo(text: LiveText): void {
    if (!text.held) return
    text.held = false
    this.#tell(text)
  }

  /** Visits hidden readers whose time has come. */
  tick(now: number): void {
    for (const follower of this.#waiting) {
      if (!follower.isDue(now, this.#hiddenMs)) continue
      this.#waiting.delete(follower)
      follower.visitAll(now)
    }
  }

  #drop(text: LiveText, leave: (follower: LiveFollower) => void): void {
    const { thread: threadId, generation } = text.name
    const thread = this.#threads.get(threadId)
    if (!thread?.texts.delete(text)) return
    this.#texts.delete(generation)
    for (const follower of thread.followers) leave(follower)
    this.#tidy(threadId)
  }

  #look(follower: LiveFollower): void {
    const now = this.#clock.monotonic()
    if (follower.isDue(now, this.#hiddenMs)) {
      this.#waiting.delete(follower)
      follower.visitAll(now)
    } else this.#waiting.add(follower)
  }

  #tell(text: LiveText): void {
    const now = this.#clock.monotonic()
    for (const cursor of text.cursors) {
      const { follower } = cursor
      if (follower.isDue(now, this.#hiddenMs)) follower.visit(cursor, now)
      else this.#waiting.add(follower)
    }
  }

  #thread(threadId: string): LiveThread {
    const known = this.#threads.get(threadId)
    if (known) return known
    const made: LiveThread = { texts: new Set(), followers: new Set() }
    this.#threads.set(threadId, made)
    return made
  }

  #tidy(threadId: string): void {
    const thread = this.#threads.get(threadId)
    if (thread?.texts.size === 0 && thread.followers.size === 0) this.#threads.delete(threadId)
  }
}
