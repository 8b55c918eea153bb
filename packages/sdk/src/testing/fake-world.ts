import type {
  Edit,
  FeedEvent,
  Invite,
  Message,
  Page,
  Summary,
  Thread,
  ThreadEntry,
  ThreadEvent,
  ThreadRole,
  User,
} from '@chat-view/protocol'
import type { Clock } from '../clock.ts'
import { arrangeEntries } from '../stores/arrange-entries.ts'
import { firstPage } from './fake-pages.ts'

/** An event without its place in the order. */
type Unplaced<T> = T extends unknown ? Omit<T, 'seq' | 'at' | 'actorId'> : never

/** A person in a thread, and what of it is theirs alone. */
export interface FakeMember {
  role: ThreadRole
  readonly since: number
  pinned: boolean
  readSeq: number
}

export interface FakeThread {
  thread: Thread
  owner: string
  /** Everybody in it by user id, the owner among them. */
  readonly members: Map<string, FakeMember>
  /** How far its owner has read. */
  readonly readSeq: number
  /** All messages by id, in order. */
  readonly messages: Map<string, Message>
  /** Answers that were regenerated away: message id → messages as they were. */
  readonly answers: Map<string, Message[]>
  readonly edits: Map<string, Edit[]>
  readonly summaries: Map<string, Summary>
  readonly events: ThreadEvent[]
  deleted: boolean
}

export interface FakeFeed {
  readonly events: FeedEvent[]
}

export interface FakeInvite {
  invite: Invite
  revoked: boolean
  /** Who came by it. */
  readonly users: Set<string>
}

/** Tells subscribers what happened. */
export interface FakeListener {
  threadEvent(thread: string, event: ThreadEvent): void
  feedEvent(user: string, event: FeedEvent): void
  /** Somebody is no longer in a thread. */
  removed(thread: string, user: string): void
}

let count = 0

/** An id of the form that the server makes, in growing order. */
export const fakeId = (): string => `00000000-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`

/** What the fake server stores. It keeps the same promises as the real one: versions, `seq`, events with their rows. */
export class FakeWorld {
  readonly users = new Map<string, User>()
  readonly threads = new Map<string, FakeThread>()
  readonly feeds = new Map<string, FakeFeed>()
  readonly invites = new Map<string, FakeInvite>()
  /** Results by user and command id (RT11). */
  readonly commands = new Map<string, { readonly fingerprint: string; readonly run: () => unknown }>()
  readonly clock: Clock
  readonly #listener: FakeListener

  constructor(clock: Clock, listener: FakeListener) {
    this.clock = clock
    this.#listener = listener
  }

  user(id: string, kind: User['kind'], name: string | null): User {
    const user = { id, kind, name: name ?? this.users.get(id)?.name ?? null }
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
    const members = new Map([[owner, { role: 'owner' as ThreadRole, since: now, pinned: false, readSeq: 0 }]])
    const row: FakeThread = {
      thread,
      owner,
      members,
      get readSeq() {
        return members.get(this.owner)?.readSeq ?? 0
      },
      messages: new Map(),
      answers: new Map(),
      edits: new Map(),
      summaries: new Map(),
      events: [],
      deleted: false,
    }
    this.threads.set(thread.id, row)
    this.emit(row, owner, { type: 'thread.created', thread })
    return row
  }

  /** As it stands in one's list; by default in its owner's. */
  entry(row: FakeThread, user: string = row.owner): ThreadEntry {
    const { role = 'viewer', pinned = false, readSeq = 0 } = row.members.get(user) ?? {}
    return { ...row.thread, role, pinned, readSeq, unread: row.thread.seq > readSeq }
  }

  /** Lets somebody in, or changes what they are. */
  join(row: FakeThread, user: string, role: ThreadRole, actor: string | null = null): FakeMember {
    const known = row.members.get(user)
    const member = known ?? { role, since: this.clock.now(), pinned: false, readSeq: 0 }
    member.role = role
    row.members.set(user, member)
    this.emit(row, actor, { type: 'participants.changed' })
    return member
  }

  /** Takes somebody out: their subscription ends, and the thread leaves their list. */
  leave(row: FakeThread, user: string, actor: string | null = null): void {
    row.members.delete(user)
    this.#listener.removed(row.thread.id, user)
    this.emit(row, actor, { type: 'participants.changed' })
    this.touch(row, [user])
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

  /** Stores many messages as if they had long been there: nobody is told of each. */
  fill(row: FakeThread, messages: Iterable<Message>): void {
    let { seq } = row.thread
    for (const message of messages) row.messages.set(message.id, { ...message, seq: ++seq, version: 1 })
    row.thread = { ...row.thread, seq, messageCount: row.messages.size }
    this.touch(row)
  }

  /** Stores a summary as a new version and tells of it. */
  putSummary(row: FakeThread, actor: string | null, summary: Summary): Summary {
    const next = { ...summary, version: summary.version + 1 }
    row.summaries.set(next.id, next)
    this.emit(row, actor, { type: 'summary.changed', summary: next })
    return next
  }

  update(row: FakeThread, actor: string, change: Partial<Thread>): void {
    row.thread = { ...row.thread, ...change, version: row.thread.version + 1 }
    this.emit(row, actor, { type: 'thread.updated', thread: row.thread })
  }

  /** Takes the next place in the thread's order, and tells of the thread in the lists of all who are in it. */
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

  /** Tells users' lists of a change; by default those of all who are in it. */
  touch(row: FakeThread, users: Iterable<string> = row.members.keys()): void {
    for (const user of [...users]) {
      const feed = this.feed(user)
      const base = { seq: feed.events.length + 1, at: this.clock.now() }
      const event: FeedEvent =
        row.deleted || !row.members.has(user)
          ? { ...base, type: 'thread.gone', threadId: row.thread.id }
          : { ...base, type: 'thread.changed', thread: this.entry(row, user) }
      feed.events.push(event)
      this.#listener.feedEvent(user, event)
    }
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
    const rows = [...this.threads.values()].filter(row => row.members.has(user) && !row.deleted)
    const entries = rows.filter(row => (row.thread.archivedAt !== null) === archived).map(row => this.entry(row, user))
    return firstPage(arrangeEntries(entries), query.limit, query)
  }

  /** The thread and message of an id. */
  find(messageId: string): { row: FakeThread; message: Message } | null {
    const row = [...this.threads.values()].find(({ messages }) => messages.has(messageId))
    const message = row?.messages.get(messageId)
    return row && message ? { row, message } : null
  }
}
