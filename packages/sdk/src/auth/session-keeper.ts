import type { Session, SessionRequest } from '@chat-view/protocol'
import { abortable } from '../abortable.ts'
import type { Clock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { HttpClient, TokenSource } from '../http/http-client.ts'
import type { ChatOptions } from '../options.ts'
import { platform } from '../platform.ts'
import { type DeviceStorage, visitorName } from '../storage/device-storage.ts'
import { type TokenLifetime, tokenLifetime } from './token-lifetime.ts'

/** The host may take so long to give a token; then it is asked anew. */
const tokenLimit = 30_000

interface SessionKeeperOptions {
  readonly project: string
  readonly getToken: ChatOptions['getToken']
  readonly http: HttpClient
  readonly storage: DeviceStorage
  readonly clock: Clock
  readonly closing: AbortSignal
  /** Called with each new session, before its token is handed out. */
  readonly changed: (session: Session) => void
}

/** Has an access token at hand: exchanges, keeps and replaces it (SE1). However many ask, it exchanges once. */
export class SessionKeeper implements TokenSource {
  readonly #options: SessionKeeperOptions
  #token: string | null = null
  #lifetime: TokenLifetime = { renewAt: 0, endsAt: 0 }
  #exchange: Promise<string> | null = null

  constructor(options: SessionKeeperOptions) {
    this.#options = options
  }

  /** When the present token should be replaced, by this device's clock. */
  get renewAt(): number {
    return this.#lifetime.renewAt
  }

  /** A token that is good for a while: the present one, or a new one. */
  token(signal: AbortSignal): Promise<string> {
    if (this.#token && this.#options.clock.now() < this.#lifetime.renewAt) return Promise.resolve(this.#token)
    this.#exchange ??= this.#open().finally(() => {
      this.#exchange = null
    })
    return abortable(this.#exchange, signal)
  }

  refuse(token: string | null = this.#token): void {
    if (token === this.#token) this.#token = null
  }

  async #open(): Promise<string> {
    const { storage, clock, changed, getToken } = this.#options
    const asked = clock.now()
    const request = await this.#request()
    const session = await this.#post(request).catch(error => {
      if (!(error instanceof ChatError)) throw error
      if (error.code === 'network' && this.#lifetime.endsAt === 0 && platform().location)
        return this.#explain(error, request)
      // A visitor whose proof is no longer good comes as a new one.
      if (!request.visitor || error.next !== 'sign-in') throw error
      storage.set(visitorName, null)
      return this.#post({ project: request.project })
    })
    if (session.visitor && !getToken) storage.set(visitorName, session.visitor)
    this.#lifetime = tokenLifetime(session, asked)
    changed(session)
    this.#token = session.accessToken
    return session.accessToken
  }

  /** A server that never answered may be there and refuse this page. */
  async #explain(error: ChatError, request: SessionRequest): Promise<Session> {
    // Where even the code for it cannot be had, the server is not there.
    const loaded = await import('./explain-silence.ts').catch(() => null)
    if (!loaded) throw error
    return loaded.explainSilence(this.#options.http, error, () => this.#post(request))
  }

  #post(body: SessionRequest): Promise<Session> {
    return this.#options.http.request<Session>({ path: '/v1/sessions', body })
  }

  async #request(): Promise<SessionRequest> {
    const { project, getToken, storage, clock, closing } = this.#options
    if (!getToken) {
      const visitor = storage.get(visitorName)
      return visitor ? { project, visitor } : { project }
    }
    const limit = new AbortController()
    const cancel = clock.after(tokenLimit, () => limit.abort())
    const signal = AbortSignal.any([closing, limit.signal])
    try {
      return { project, token: await abortable(getToken({ signal }), signal) }
    } catch (cause) {
      throw new ChatError(limit.signal.aborted ? 'timeout' : 'unauthenticated', { cause, detail: 'getToken failed' })
    } finally {
      cancel()
    }
  }
}
