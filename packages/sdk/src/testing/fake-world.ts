import type { Edit, FeedEvent, Message, Page, Thread, ThreadEntry, ThreadEvent, User } from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import { arrangeEntries } from '../stores/arrange-entries.ts'
import { firstPage } from './fake-pages.ts'

/** An event without its place in the order. */
type Unplaced<T> = T extends unknown ? Omit<T, 'seq' | 'at' | 'actorId'> : never

export interface FakeThread {
  thread: Thread
  readonly owner: string
  pinned: boolean
  readSeq: number
  /** All messages by id, in order. */
  readonly messages: Map<string, Message>
  /** Answers that were regenerated away: message id → messages as they were. */
  readonly answers: Map<string, Message[]>
  readonly edits: Map<string, Edit[]>
  readonly events: ThreadEvent[]
  deleted: boolean
}

export interface FakeFeed {
  readonly events: FeedEvent[]
}

/** Tells subscribers what happened. */
export interface FakeListener {
  threadEvent(thread: string, event: ThreadEvent): void
  feedEvent(user: string, event: FeedEvent): void
}

let count = 0

/** An id of the form that the server makes, in growing order. */
export const fakeId = (): string => `00000000-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`

/** What the fake server stores. It keeps the same promises as the real one: versions, `seq`, events with their rows. */
export class FakeWorld {
  readonly users = new Map<string, User>()
  readonly threads = new Map<string, FakeThread>()
  readonly feeds = new Map<string, FakeFeed>()
  /** Results by user and command id (RT11). */
  readonly commands = new Map<string, { readonly fingerprint: string; readonly run: () => unknown }>()
  readonly clock: Clock
  readonly #listener: FakeListener

  constructor(clock: Clock, listener: FakeListener) {
    this.clock = clock
    this.#listener = listener
  }

  user(id: string, kind: User['kind'], name: string | null): User {
    const user = this.users.get(id) ?? { id, kind, name }
    this.users.set(id, user)
    return user
  }

  createThread(owner: string, title: string | null): FakeThread {
    const now = this.clock.now()
    const thread: Thread = {
      id: fakeId(),
      version: 1,
      seq: 0,
      title,
      archivedAt: null,
      createdAt: now,
      lastActivityAt: now,
      messageCount: 0,
      totalTokens: 0,
    }
    const row: FakeThread = {
      thread,
      owner,
      pinned: false,
      readSeq: 0,
      messages: new Map(),
      answers: new Map(),
      edits: new Map(),
      events: [],
      deleted: false,
    }
    this.threads.set(thread.id, row)
    this.emit(row, owner, { type: 'thread.created', thread })
    return row
  }

  entry(row: FakeThread): ThreadEntry {
    return {
      ...row.thread,
      role: 'owner',
      pinned: row.pinned,
      readSeq: row.readSeq,
      unread: row.thread.seq > row.readSeq,
    }
  }

  /** Stores a message as a new version and tells of it. */
  put(
    row: FakeThread,
    actor: string | null,
    type: 'message.created' | 'message.updated' | 'answer.started' | 'answer.ended',
    message: Message,
  ): Message {
    const old = row.messages.get(message.id)
    const next = { ...message, version: (old?.version ?? 0) + 1 }
    row.messages.set(next.id, next)
    const { feedback: _, ...told } = next
    if (type === 'answer.started' || type === 'answer.ended')
      this.emit(row, actor, { type, message: told, generation: message.generation?.id ?? '' })
    else this.emit(row, actor, { type, message: told })
    return row.messages.get(message.id) ?? next
  }

  update(row: FakeThread, actor: string, change: Partial<Thread>): void {
    row.thread = { ...row.thread, ...change, version: row.thread.version + 1 }
    this.emit(row, actor, { type: 'thread.updated', thread: row.thread })
  }

  /** Takes the next place in the thread's order, and tells of the thread in its owner's list. */
  emit(row: FakeThread, actorId: string | null, event: Unplaced<ThreadEvent>): ThreadEvent {
    const now = this.clock.now()
    const seq = row.thread.seq + 1
    row.thread = { ...row.thread, seq, lastActivityAt: now, messageCount: row.messages.size }
    const placed = { ...event, seq, at: now, actorId } as ThreadEvent
    row.events.push(placed)
    this.#listener.threadEvent(row.thread.id, placed)
    this.touch(row)
    return placed
  }

  /** Tells the owner's list of a change. */
  touch(row: FakeThread): void {
    const feed = this.feed(row.owner)
    const base = { seq: feed.events.length + 1, at: this.clock.now() }
    const event: FeedEvent = row.deleted
      ? { ...base, type: 'thread.gone', threadId: row.thread.id }
      : { ...base, type: 'thread.changed', thread: this.entry(row) }
    feed.events.push(event)
    this.#listener.feedEvent(row.owner, event)
  }

  feed(user: string): FakeFeed {
    const feed = this.feeds.get(user) ?? { events: [] }
    this.feeds.set(user, feed)
    return feed
  }

  /** Before this place events are not kept any more: who has less is told to reload (RT3). */
  readonly #keptFrom = new Map<string, number>()

  /** The events after a place, or null where they are not kept any more. */
  eventsAfter<T extends { readonly seq: number }>(topic: string, events: readonly T[], seq: number): T[] | null {
    return seq < (this.#keptFrom.get(topic) ?? 0) ? null : events.filter(event => event.seq > seq)
  }

  /** Forgets all events that were so far. */
  forget(): void {
    for (const [user, { events }] of this.feeds) this.#keptFrom.set(user, events.length)
    for (const [id, { thread }] of this.threads) this.#keptFrom.set(id, thread.seq)
  }

  /** A user's threads in display order. */
  listThreads(
    user: string,
    query: { limit: number; before?: string; after?: string; archived?: boolean },
  ): Page<ThreadEntry> {
    const archived = query.archived ?? false
    const rows = [...this.threads.values()].filter(row => row.owner === user && !row.deleted)
    const entries = rows.filter(row => (row.thread.archivedAt !== null) === archived).map(row => this.entry(row))
    return firstPage(arrangeEntries(entries), query.limit, query)
  }

  /** The thread and message of an id. */
  find(messageId: string): { row: FakeThread; message: Message } | null {
    for (const row of this.threads.values()) {
      const message = row.messages.get(messageId)
      if (message) return { row, message }
    }
    return null
  }
}
