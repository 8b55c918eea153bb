import { randomUUID } from 'node:crypto'
import type { AdminProject, FeedEvent, Message, ThreadEntry, ThreadRole } from '@chat-view/protocol'
import { refusal } from '@chat-view/protocol/codes'
import type { Bus } from '../../ports/bus.ts'
import { CodedError } from '../../ports/coded-error.ts'
import { defaultSettings } from '../../ports/default-settings.ts'
import type { StoredEvent } from '../../ports/event-store.ts'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { Reads } from '../../ports/reads.ts'
import type { ThreadRecord } from '../../ports/thread-store.ts'
import type { DoorStore } from '../../socket/door-context.ts'

const projectId = '01920000-0000-7000-8000-0000000000ff'

interface FakeThread {
  record: ThreadRecord
  readonly events: StoredEvent[]
  readonly messages: Map<string, MessageRecord>
  readonly roles: Map<string, ThreadRole>
}

/** Just enough of store and reads for the door: threads that tests write to, with reads that tests can hold back. */
export class FakeThreads {
  readonly project: AdminProject
  readonly #bus: Bus
  readonly #threads = new Map<string, FakeThread>()
  readonly #feeds = new Map<string, FeedEvent[]>()
  #held: Promise<void> | null = null
  #shown: (id: string) => number = () => Number.POSITIVE_INFINITY
  /** Access cannot be looked at. */
  failing = false
  readonly endedSessions = new Set<string>()
  /** How often events of threads were read. */
  eventReads = 0

  constructor(bus: Bus) {
    this.#bus = bus
    this.project = {
      id: projectId,
      key: 'pk_test',
      name: 'Test',
      version: 1,
      enabled: true,
      origins: ['https://host.example'],
      settings: defaultSettings,
      createdAt: 1,
      lastChatAt: null,
    }
  }

  /** Makes a thread; the first user owns it, the others write in it. */
  create(...users: string[]): string {
    const id = randomUUID()
    const record: ThreadRecord = {
      id,
      version: 1,
      seq: 0,
      title: null,
      archivedAt: null,
      createdAt: 1,
      lastActivityAt: 1,
      messageCount: 0,
      totalTokens: 0,
      projectId,
      ownerId: users[0] ?? '',
      deletedAt: null,
      purgedSeq: 0,
    }
    const roles = new Map(users.map((user, at): [string, ThreadRole] => [user, at === 0 ? 'owner' : 'collaborator']))
    this.#threads.set(id, { record, events: [], messages: new Map(), roles })
    return id
  }

  setRole(thread: string, user: string, role: ThreadRole | null): void {
    this.#writeRole(thread, user, role)
    this.#bus.publish({ kind: 'access', thread, user })
  }

  /** Commits a change of people, of which the bus says nothing. */
  changePeople(thread: string, user: string, role: ThreadRole | null): number {
    this.#writeRole(thread, user, role)
    const fake = this.#thread(thread)
    return this.#commit(fake, 'participants.changed', fake.record.seq + 1, false)
  }

  /** Commits a message and, unless the word is lost, tells the bus. */
  say(thread: string, text: string, { word = true, seq }: { word?: boolean; seq?: number } = {}): number {
    const fake = this.#thread(thread)
    const at = seq ?? fake.record.seq + 1
    const message: MessageRecord = {
      id: randomUUID(),
      threadId: thread,
      seq: at,
      version: 1,
      role: 'user',
      authorId: fake.record.ownerId,
      authorName: null,
      commandId: null,
      parts: [{ kind: 'text', text }],
      generation: null,
      versions: { shown: 1, count: 1 },
      edits: 0,
      editedAt: null,
      deletedAt: null,
      supersededBy: null,
      createdAt: 1,
      projectId,
    }
    fake.messages.set(message.id, message)
    return this.#commit(fake, 'message.created', at, word, message.id)
  }

  delete(thread: string, { word = true }: { word?: boolean } = {}): void {
    const fake = this.#thread(thread)
    fake.record = { ...fake.record, deletedAt: 2 }
    this.#commit(fake, 'thread.deleted', fake.record.seq + 1, word)
  }

  /** Removes a thread without a trace, as a purge does. */
  purge(thread: string): void {
    this.#threads.delete(thread)
  }

  /** Commits a change to a user's list. */
  changeFeed(user: string, thread: string, { word = true }: { word?: boolean } = {}): number {
    const feed = this.#feeds.get(user) ?? []
    const seq = (feed.at(-1)?.seq ?? 0) + 1
    feed.push({ seq, at: 1, type: 'thread.changed', thread: this.#entry(thread, user) })
    this.#feeds.set(user, feed)
    if (word) this.#bus.publish({ kind: 'feed', user, seq })
    return seq
  }

  /** From now on the store shows no change, of threads and lists, after these; the answered function ends that. */
  lag(): () => void {
    const seen = (id: string): number => this.#threads.get(id)?.record.seq ?? this.#feeds.get(id)?.at(-1)?.seq ?? 0
    const shown = new Map([...this.#threads.keys(), ...this.#feeds.keys()].map(id => [id, seen(id)]))
    this.#shown = id => shown.get(id) ?? 0
    return () => {
      this.#shown = () => Number.POSITIVE_INFINITY
    }
  }

  /** Holds all reads back until the answered function is called. */
  hold(): () => void {
    let release = (): void => {}
    this.#held = new Promise(resolve => {
      release = () => {
        this.#held = null
        resolve()
      }
    })
    return release
  }

  readonly store: DoorStore = {
    eventsAfter: async (thread, afterSeq, limit) => {
      this.eventReads++
      await this.#held
      const events = this.#threads.get(thread)?.events ?? []
      return events.filter(({ seq }) => seq > afterSeq && seq <= this.#shown(thread)).slice(0, limit)
    },
    seqsOf: async threads =>
      new Map(
        threads.flatMap(thread => {
          const fake = this.#threads.get(thread)
          return fake ? [[thread, fake.record.seq] as const] : []
        }),
      ),
    feedAfter: async (user, afterSeq, limit) =>
      (this.#feeds.get(user) ?? []).filter(event => event.seq > afterSeq).slice(0, limit),
    purgedFeedSeq: async () => 0,
    feedSeq: async user => this.#feedSeq(user),
    feedSeqsOf: async users => new Map(users.map(user => [user, this.#feedSeq(user)])),
    getMessages: async ids =>
      [...this.#threads.values()].flatMap(({ messages }) => ids.flatMap(id => messages.get(id) ?? [])),
    getThread: async thread => this.#threads.get(thread)?.record ?? null,
    listSummaries: async () => [],
    getProject: async id => (id === projectId ? this.project : null),
    getSession: async id => {
      const revokedAt = this.endedSessions.has(id) ? 1 : null
      return { id, userId: id, projectId, createdAt: 1, expiresAt: Number.MAX_SAFE_INTEGER, revokedAt }
    },
  }

  readonly reads: Pick<Reads, 'access' | 'listMessages' | 'listThreads'> = {
    access: async ({ userId, projectRole }, thread, action) => {
      await this.#held
      if (this.failing) throw new CodedError('store_unavailable')
      const known = this.#threads.get(thread)
      const fake = this.#shown(thread) > 0 || known?.record.seq === 0 ? known : undefined
      const role = fake?.roles.get(userId) ?? projectRole
      const actor = { kind: 'user', id: userId, role } as const
      const why = refusal(actor, action, { archived: fake?.record.archivedAt != null })
      if (!fake || role === null || why !== null) throw new CodedError(why ?? 'not_found')
      if (fake.record.deletedAt !== null) throw new CodedError('deleted')
      return { thread: { ...fake.record, seq: Math.min(fake.record.seq, this.#shown(thread)) }, role }
    },
    listMessages: async (_principal, thread) => {
      await this.#held
      const messages = [...this.#thread(thread).messages.values()].slice(-50)
      return { items: messages.map(({ projectId: _, ...message }): Message => message), before: null, after: null }
    },
    listThreads: async ({ userId }) => {
      const mine = [...this.#threads].filter(([, { roles }]) => roles.has(userId))
      return { items: mine.map(([id]) => this.#entry(id, userId)), before: null, after: null }
    },
  }

  #writeRole(thread: string, user: string, role: ThreadRole | null): void {
    const { roles } = this.#thread(thread)
    if (role === null) roles.delete(user)
    else roles.set(user, role)
  }

  #thread(id: string): FakeThread {
    const thread = this.#threads.get(id)
    if (!thread) throw new Error('no such thread')
    return thread
  }

  #feedSeq(user: string): number {
    return Math.min(this.#feeds.get(user)?.at(-1)?.seq ?? 0, this.#shown(user))
  }

  #entry(id: string, user: string): ThreadEntry {
    const { record, roles } = this.#thread(id)
    const { projectId: _project, ownerId: _owner, deletedAt: _deleted, purgedSeq: _purged, ...thread } = record
    return { ...thread, role: roles.get(user) ?? 'viewer', pinned: false, readSeq: 0, unread: false }
  }

  #commit(fake: FakeThread, type: StoredEvent['type'], seq: number, word: boolean, messageId: string | null = null) {
    fake.record = { ...fake.record, seq }
    const thread = fake.record.id
    fake.events.push({
      threadId: thread,
      seq,
      type,
      at: 1,
      actorId: null,
      messageId,
      generationId: null,
      messageIds: [],
      summaryId: null,
    })
    if (word) this.#bus.publish({ kind: 'thread', thread, seq })
    return seq
  }
}
