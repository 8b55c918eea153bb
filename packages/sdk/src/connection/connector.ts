import type { ClientFrame, protocolVersion, ServerFrameOf } from '@chat-view/protocol'
import { closeAction } from '@chat-view/protocol/codes'
import type { SessionKeeper } from '../auth/session-keeper.ts'
import type { Clock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { ChatLogger } from '../options.ts'
import { isHidden, isOffline } from '../platform.ts'
import { safeAtom } from '../safe-atom.ts'
import type { Link, Transport } from '../transport/transport.ts'
import { backoff } from './backoff.ts'
import { closeReason } from './close-reason.ts'
import type { Connection, ConnectionReason } from './connection.ts'
import type { FrameRouter } from './frame-router.ts'
import { Heartbeat } from './heartbeat.ts'
import { watchWakeSignals } from './wake-signals.ts'

// As a type, so that the schemas stay out of the bundle.
const protocol: typeof protocolVersion = 1
/** A handshake may take so long. */
const openLimit = 10_000
/** A connection that lasted so long was a good one: the count of failures begins anew. */
const stable = 5_000
/** `navigator.onLine` can be wrong, so that it is tried now and then all the same. */
const offlineRetry = 30_000
/** So many refusals of fresh tokens in a row end it. */
const signInLimit = 3

interface ConnectorOptions {
  readonly transport: Transport
  readonly session: SessionKeeper
  readonly router: FrameRouter
  readonly clock: Clock
  readonly logger: ChatLogger | undefined
}

/** Keeps one connection up (RT9, RT10): one state, one setter, policies elsewhere. */
export class Connector {
  readonly $connection = safeAtom<Connection>({ state: 'idle' })
  readonly #options: ConnectorOptions
  #failures = 0
  #refusedTokens = 0
  #retryAfter = 0
  #link: Link | null = null
  #heartbeat: Heartbeat | null = null
  #abort: AbortController | null = null
  #cancelTimer: () => void = () => {}
  #cancelRenewal: () => void = () => {}
  #unwatch: () => void = () => {}

  constructor(options: ConnectorOptions) {
    this.#options = options
  }

  get connected(): boolean {
    return this.$connection.value?.state === 'connected'
  }

  /** Is there one, or one on its way, by a token that was had before? */
  get linked(): boolean {
    return this.#link !== null
  }

  /** Connects if nothing did so yet. */
  start(): void {
    if (this.$connection.get().state === 'idle') this.restart()
  }

  /** Connects at once, whatever the state. */
  restart(): void {
    this.#drop()
    this.#unwatch()
    this.#unwatch = watchWakeSignals({
      woken: () => this.#wake(),
      lost: () => this.#probe(),
      visibility: hidden => void this.send({ type: 'visibility', hidden }),
    })
    this.#failures = this.#refusedTokens = 0
    this.#attempt()
  }

  stop(reason: ConnectionReason): void {
    this.#drop()
    this.#unwatch()
    this.#set({ state: 'closed', reason })
  }

  /** False: there is no connection, the frame is not sent. */
  send(frame: ClientFrame): boolean {
    if (this.connected) this.#link?.send(frame)
    return this.connected
  }

  /** Shows the server a new token, because it does not take the old one any more. */
  refuseToken(): void {
    this.#options.session.refuse()
    void this.#renew()
  }

  #set(next: Connection): void {
    const { state } = this.$connection.get()
    this.$connection.set(next)
    this.#options.logger?.debug('connection', {
      from: state,
      to: next.state,
      reason: 'reason' in next ? next.reason : undefined,
    })
    if (state === 'connected' && next.state !== 'connected') this.#options.router.down()
    if (next.state === 'connected') this.#options.router.up()
  }

  async #attempt(): Promise<void> {
    this.#set({ state: 'connecting', attempt: this.#failures + 1 })
    const { session, transport, clock } = this.#options
    const abort = new AbortController()
    this.#abort = abort
    try {
      const token = await session.token(abort.signal)
      if (abort.signal.aborted) return
      this.#cancelTimer = clock.after(openLimit, () => this.#lost(1006))
      this.#link = transport.open({
        opened: () => this.#link?.send({ type: 'hello', token, protocol }),
        closed: code => this.#lost(code),
        frame: frame => {
          this.#heartbeat?.heard()
          if (frame.type === 'welcome') this.#welcome(frame)
          else if (frame.type === 'ping') this.#link?.send({ type: 'pong' })
          else if (frame.type === 'bye') this.#retryAfter = frame.retryAfter ?? 0
          else this.#options.router.frame(frame)
        },
      })
    } catch (error) {
      if (!abort.signal.aborted) this.#failed(error instanceof ChatError ? error : new ChatError('network'))
    }
  }

  #welcome({ heartbeat }: ServerFrameOf<'welcome'>): void {
    const { clock, transport } = this.#options
    this.#cancelTimer()
    this.#heartbeat = new Heartbeat(clock, heartbeat, () => this.#lost(4002))
    this.#refusedTokens = 0
    this.#scheduleRenewal()
    this.#set({ state: 'connected', transport: transport.name, since: clock.now() })
    if (isHidden()) this.send({ type: 'visibility', hidden: true })
  }

  #scheduleRenewal(failures = 0, pause = 0): void {
    const { clock, session } = this.#options
    this.#cancelRenewal()
    const wait = Math.max(1_000, pause, session.renewAt - clock.now())
    this.#cancelRenewal = clock.after(Math.min(wait, 2 ** 31 - 1), () => this.#renew(failures))
  }

  async #renew(failures = 0): Promise<void> {
    const signal = this.#abort?.signal
    if (!signal) return
    let pause = 0
    try {
      const token = await this.#options.session.token(signal)
      if (signal.aborted) return
      this.send({ type: 'renew', token })
    } catch (error) {
      // The connection lives on: the server says so when the old token has ended.
      const { code, retryAfter } = error as ChatError
      this.#options.logger?.warn('token not renewed', { code })
      pause = backoff(failures + 1, retryAfter)
    }
    if (!signal.aborted) this.#scheduleRenewal(pause && failures + 1, pause)
  }

  #lost(code: number): void {
    const state = this.$connection.get()
    if (state.state === 'connected' && this.#options.clock.now() - state.since >= stable) this.#failures = 0
    this.#drop()
    const reason = closeReason(code)
    const action = closeAction(code)
    if (action === 'stop') {
      this.stop(reason)
      return
    }
    if (action === 'refresh') {
      this.#options.session.refuse()
      if (this.#refusedTokens++ === 0) {
        void this.#attempt()
        return
      }
      if (this.#refusedTokens > signInLimit) {
        this.stop(reason)
        return
      }
    }
    this.#wait(reason)
  }

  /** No token was to be had. */
  #failed(error: ChatError): void {
    this.#drop()
    const { code, next, retryAfter = 0, traceId } = error
    this.#retryAfter = retryAfter
    // Only the server itself ends it: no proxy on the way, and no host that has no token for now.
    const isTold = traceId || code === 'origin_denied'
    if (isTold && (next === 'sign-in' ? ++this.#refusedTokens > signInLimit : next === 'none' || next === 'fix'))
      this.stop(code)
    else this.#wait(code)
  }

  #wait(reason: ConnectionReason): void {
    const { clock } = this.#options
    const delay = isOffline() ? offlineRetry : backoff(this.#failures, this.#retryAfter)
    this.#failures++
    this.#retryAfter = 0
    this.#cancelTimer = clock.after(delay, () => void this.#attempt())
    const retryAt = clock.now() + delay
    this.#set(isOffline() ? { state: 'offline' } : { state: 'waiting', attempt: this.#failures, retryAt, reason })
  }

  /** Network or tab are back: no more waiting, and no trust in what was there before. */
  #wake(): void {
    const { state } = this.$connection.get()
    if (state === 'connected') this.#probe()
    if (state !== 'waiting' && state !== 'offline') return
    this.#drop()
    void this.#attempt()
  }

  #probe(): void {
    this.send({ type: 'ping' })
    this.#heartbeat?.probe()
  }

  /** Leaves nothing of the present try: no link, timer or request. */
  #drop(): void {
    this.#abort?.abort()
    this.#link?.close()
    this.#heartbeat?.stop()
    this.#cancelTimer()
    this.#cancelRenewal()
    this.#abort = this.#link = this.#heartbeat = null
  }
}
