import type { User } from '@chat-view/protocol'
import { protocolVersion, type ServerFrame } from '@chat-view/protocol'
import { type CloseName, closeCodes } from '@chat-view/protocol/codes'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { Principal } from '../ports/principal.ts'
import { awaitingHello, type ConnectionState, closed, upgrading } from './connection-state.ts'
import type { DoorContext } from './door-context.ts'
import type { FrameOutlet } from './frame-outlet.ts'
import type { WriterOwner } from './frame-writer.ts'
import { Gate } from './gate.ts'
import type { Peer } from './peer.ts'
import type { Subscription } from './subscription.ts'
import { noSlot, type Timed } from './timer-wheel.ts'

const pingFrame = new OutgoingFrame({ type: 'ping' })
const never = Number.POSITIVE_INFINITY
const noSubscriptions: ReadonlyMap<string, Subscription> = new Map()

/** One client: its life, what goes out, and its deadlines, of which the wheel knows the nearest. */
export class Connection implements Peer, Timed, WriterOwner {
  due = 0
  slot = noSlot
  hidden = false
  readonly id: string
  /** The address that limits count. */
  readonly address: string
  readonly origin: string | undefined
  readonly #door: DoorContext
  #state: ConnectionState = upgrading
  // By thread, or `feed`. Most connections of a busy node are idle: what they may not need is made late.
  #subscriptions: Map<string, Subscription> | null = null
  #outlet: FrameOutlet | null = null
  #heard = false
  #pinged = false
  #beatAt = never
  #stalledAt = never
  #gate: Gate | null = null

  constructor(door: DoorContext, id: string, address: string, origin: string | undefined) {
    this.#door = door
    this.id = id
    this.address = address
    this.origin = origin
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Who it is; null until it has said so, and when it has ended. */
  get principal(): Principal | null {
    return this.#state.name === 'ready' ? this.#state.principal : null
  }

  /** What it follows, by thread, or `feed`. */
  get subscriptions(): ReadonlyMap<string, Subscription> {
    return this.#subscriptions ?? noSubscriptions
  }

  get ready(): boolean {
    return this.#state.name === 'ready' && this.#outlet !== null && this.#outlet.ready
  }

  opened(outlet: FrameOutlet): void {
    this.#outlet = outlet
    this.#setState(awaitingHello)
    this.#door.wheel.schedule(this, this.#now() + this.#door.settings.helloTimeoutMs)
  }

  /** Its token was good. */
  welcome(principal: Principal): void {
    const { settings, clock } = this.#door
    this.#setState({ name: 'ready', principal })
    this.#beatAt = this.#now() + settings.heartbeatMs
    this.#schedule()
    const user: User = { id: principal.userId, kind: principal.kind, name: principal.name }
    const { id: connection } = this
    const heartbeat = settings.heartbeatMs
    this.sendFrame({ type: 'welcome', protocol: protocolVersion, connection, user, heartbeat, time: clock.now() })
  }

  /** A newer token of the same user was good. */
  renew(principal: Principal): void {
    this.#setState({ name: 'ready', principal })
    this.#schedule()
  }

  sendFrame(frame: ServerFrame): void {
    this.send(new OutgoingFrame(frame))
  }

  send(frame: OutgoingFrame): void {
    const outlet = this.#outlet
    if (!outlet?.isOpen) return
    if (!outlet.ready && outlet.waiting > this.#door.settings.maxBufferedBytes) {
      this.close('slow_reader')
      return
    }
    outlet.send(frame)
    this.#door.tally.add(frame.frame.type)
  }

  /** Resolves when it can take more, or has ended. */
  async whenReady(): Promise<void> {
    if (this.ready || this.#state.name !== 'ready') return
    this.#gate ??= new Gate()
    await this.#gate.pass()
  }

  /** The peer has sent something: it lives. */
  heard(): void {
    this.#heard = true
  }

  setHidden(hidden: boolean): void {
    this.hidden = hidden
    for (const subscription of this.subscriptions.values()) subscription.setHidden(hidden)
  }

  /** Takes the place of an earlier subscription to the same. */
  adopt(subscription: Subscription): void {
    this.#subscriptions ??= new Map()
    const earlier = this.#subscriptions.get(subscription.key)
    this.#subscriptions.set(subscription.key, subscription)
    earlier?.end()
  }

  forget(subscription: Subscription): void {
    if (this.#subscriptions?.get(subscription.key) === subscription) this.#subscriptions.delete(subscription.key)
    this.#door.topics.release(subscription)
  }

  /** No more is read from it until `resume`. */
  pause(): void {
    this.#outlet?.pause()
  }

  resume(): void {
    this.#outlet?.resume()
  }

  /** Says why and begins to close. */
  close(why: CloseName, retryAfter?: number): void {
    if (this.#state.name === 'closing' || this.#state.name === 'closed') return
    const code = closeCodes[why]
    const outlet = this.#outlet
    if (outlet?.isOpen && outlet.betweenMessages) {
      const bye = { type: 'bye', code, reason: why, ...(retryAfter === undefined ? {} : { retryAfter }) } as const
      outlet.send(new OutgoingFrame(bye))
    }
    outlet?.drop()
    this.#end({ name: 'closing', code, reason: why })
    this.#door.metrics.closed(why)
    outlet?.close(code, why)
  }

  /** Socket or stream have gone. */
  lost(): void {
    if (this.#state.name === 'closed') return
    if (this.#state.name !== 'closing') this.#door.metrics.closed('lost')
    this.#end(closed)
    this.#outlet = null
  }

  /** Ends what did not close in time. */
  terminate(): void {
    this.#outlet?.terminate()
  }

  visit(now: number): void {
    if (this.#state.name === 'awaiting hello') this.close('hello_timeout')
    if (this.#state.name !== 'ready') return
    if (this.#state.principal.expiresAt <= this.#door.clock.now()) this.close('token_expired')
    else if (now >= this.#stalledAt + this.#door.settings.stallMs) this.close('slow_reader')
    else if (now >= this.#beatAt && !this.#beat(now)) this.close('heartbeat_lost')
    else this.#schedule()
  }

  filled(): void {
    this.#stalledAt = this.#now()
    this.#schedule()
  }

  progressed(): void {
    this.#stalledAt = this.#now()
  }

  drained(): void {
    this.#stalledAt = never
    this.#gate?.open()
    for (const subscription of [...this.subscriptions.values()]) {
      if (!this.ready) return
      this.#putLast(subscription)
      subscription.drained()
    }
  }

  /** Next time the others come first, so that one busy thread does not starve them. */
  #putLast(subscription: Subscription): void {
    if (this.#subscriptions?.delete(subscription.key)) this.#subscriptions.set(subscription.key, subscription)
  }

  /** False when nothing came since the last one. */
  #beat(now: number): boolean {
    if (this.#pinged && !this.#heard) return false
    this.#heard = false
    // Who is full cannot hear a ping: the limit on standing still holds for them.
    this.#pinged = this.ready
    if (this.#pinged) this.send(pingFrame)
    this.#beatAt = now + this.#door.settings.heartbeatMs
    return true
  }

  #schedule(): void {
    if (this.#state.name !== 'ready') return
    const { clock, settings, wheel } = this.#door
    const now = this.#now()
    const expires = now + Math.max(0, this.#state.principal.expiresAt - clock.now())
    wheel.schedule(this, Math.min(expires, this.#beatAt, this.#stalledAt + settings.stallMs))
  }

  #end(state: ConnectionState): void {
    this.#door.wheel.cancel(this)
    this.#setState(state)
    for (const subscription of [...this.subscriptions.values()]) subscription.end()
    this.#gate?.open()
  }

  #setState(state: ConnectionState): void {
    const from = this.#state.name
    this.#state = state
    if (from !== state.name) {
      this.#door.logger.debug({ connection: this.id, from, to: state.name }, 'connection')
    }
  }

  #now(): number {
    return this.#door.clock.monotonic()
  }
}
