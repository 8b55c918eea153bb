import type { ClientFrame, FeedEvent, Message, ServerFrame, SubscribeFrame, ThreadEvent } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAccess } from './fake-access.ts'
import type { FakeAnswers } from './fake-answers.ts'
import { lastPage } from './fake-pages.ts'
import type { FakePeer } from './fake-socket.ts'
import { type FakeWorld, fakeId } from './fake-world.ts'
import { problemOfError } from './problem-of-error.ts'

export interface FakeConnectionServices {
  readonly world: FakeWorld
  readonly access: FakeAccess
  readonly answers: FakeAnswers
  /** The user of a token; throws for one that is no longer good. */
  readonly userOf: (token: string) => string
  readonly run: (user: string, frame: ClientFrame & { type: 'command' }) => unknown
  readonly received: (frame: ClientFrame) => void
  readonly closed: (connection: FakeConnection) => void
  readonly heartbeat: number
  /** Heartbeats fail to come. */
  readonly silent: () => boolean
  readonly pageSize: number
}

/** What carries a connection's frames: a fake socket, or a fake stream of events. */
export interface FakeWire {
  deliver(data: string): void
  drop(code: number): void
}

/** One client as the server sees it. */
export class FakeConnection implements FakePeer {
  readonly id = fakeId()
  readonly #wire: FakeWire
  readonly #services: FakeConnectionServices
  readonly #topics = new Set<string>()
  user: string | null = null
  #cancelPing: () => void = () => {}

  constructor(wire: FakeWire, services: FakeConnectionServices) {
    this.#wire = wire
    this.#services = services
  }

  open(): void {}

  closed(): void {
    this.#cancelPing()
    this.#services.closed(this)
  }

  follows(topic: string): boolean {
    return this.#topics.has(topic)
  }

  say(frame: ServerFrame): void {
    this.#wire.deliver(JSON.stringify(frame))
  }

  end(code: number, retryAfter?: number): void {
    const bye: ServerFrame = { type: 'bye', code, reason: '', ...(retryAfter !== undefined && { retryAfter }) }
    this.say(bye)
    queueMicrotask(() => queueMicrotask(() => this.#wire.drop(code)))
  }

  /** Ends without a word, as a pulled cable does. */
  cut(): void {
    this.#wire.drop(1006)
  }

  threadEvent(thread: string, event: ThreadEvent): void {
    if (this.#topics.has(thread)) this.say({ type: 'event', thread, event })
  }

  feedEvent(user: string, event: FeedEvent): void {
    if (user === this.user && this.#topics.has('feed')) this.say({ type: 'event', feed: true, event })
  }

  /** Somebody was taken out of a thread: their subscription ends, and nothing of it comes any more. */
  removed(thread: string, user: string): void {
    if (user !== this.user || !this.#topics.delete(thread)) return
    this.say({ type: 'gone', thread, problem: problemOfError(new ChatError('not_found')) })
  }

  received(data: string): void {
    const frame = JSON.parse(data) as ClientFrame
    this.#services.received(frame)
    const { user } = this
    if (frame.type === 'hello') this.#hello(frame.token ?? '')
    else if (frame.type === 'ping') this.say({ type: 'pong' })
    else if (frame.type === 'renew') this.#renew(frame.token)
    else if (!user) this.end(4205)
    else if (frame.type === 'subscribe') this.#subscribe(user, frame)
    else if (frame.type === 'unsubscribe') this.#topics.delete(frame.thread ?? 'feed')
    else if (frame.type === 'command') this.#command(user, frame)
  }

  #hello(token: string): void {
    const { userOf, world, heartbeat } = this.#services
    try {
      this.user = userOf(token)
    } catch {
      this.end(4100)
      return
    }
    const user = world.users.get(this.user)
    if (!user) return
    this.say({ type: 'welcome', protocol: 1, connection: this.id, user, heartbeat, time: world.clock.now() })
    this.#beat()
  }

  #beat(): void {
    const { world, heartbeat, silent } = this.#services
    this.#cancelPing = world.clock.after(heartbeat, () => {
      if (!silent()) this.say({ type: 'ping' })
      this.#beat()
    })
  }

  #renew(token: string): void {
    try {
      this.#services.userOf(token)
      this.say({ type: 'renewed' })
    } catch {
      this.end(4101)
    }
  }

  #command(user: string, frame: ClientFrame & { type: 'command' }): void {
    try {
      this.say({ type: 'result', id: frame.id, result: this.#services.run(user, frame) })
    } catch (error) {
      this.say({ type: 'error', id: frame.id, problem: problemOfError(error) })
    }
  }

  #subscribe(user: string, frame: SubscribeFrame): void {
    try {
      if (frame.thread) this.#subscribeThread(user, frame.thread, frame)
      else this.#subscribeFeed(user, frame)
    } catch (error) {
      this.say({ type: 'error', id: frame.id, problem: problemOfError(error) })
    }
  }

  #subscribeThread(user: string, thread: string, { id, afterSeq, live = [] }: SubscribeFrame): void {
    const { access, world, answers, pageSize } = this.#services
    const row = access.thread(user, thread, 'thread.read')
    this.#topics.add(thread)
    const base = { type: 'subscribed', id, thread, seq: row.thread.seq } as const
    const missed = afterSeq === undefined ? null : world.eventsAfter(thread, row.events, afterSeq)
    if (missed) {
      const events = missed.map(event => this.#present(event))
      this.say({ ...base, mode: 'resumed', events, state: null })
    } else {
      const shown = [...row.messages.values()].filter(({ supersededBy }) => supersededBy === null)
      const messages = lastPage(shown, pageSize)
      this.say({
        ...base,
        mode: 'reload',
        events: [],
        state: { thread: row.thread, messages, role: world.entry(row, user).role },
      })
    }
    for (const next of answers.catchUp(thread, live)) this.say(next)
  }

  /** Events are sent with the row as it is now (RT3). */
  #present(event: ThreadEvent): ThreadEvent {
    if (!('message' in event)) return event
    const message: Message | undefined = this.#services.world.find(event.message.id)?.message
    return message ? { ...event, message } : event
  }

  #subscribeFeed(user: string, { id, afterSeq }: SubscribeFrame): void {
    const { world, pageSize } = this.#services
    const feed = world.feed(user)
    this.#topics.add('feed')
    const base = { type: 'subscribed', id, feed: true, seq: feed.events.length } as const
    const events = afterSeq === undefined ? null : world.eventsAfter(user, feed.events, afterSeq)
    if (events) this.say({ ...base, mode: 'resumed', events, state: null })
    else {
      const threads = world.listThreads(user, { limit: pageSize })
      this.say({ ...base, mode: 'reload', events: [], state: { threads } })
    }
  }
}
