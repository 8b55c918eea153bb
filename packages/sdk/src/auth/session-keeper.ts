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
/** So long one waits for another page's first visit: a page that sleeps may hold the lock. */
const lockLimit = 5_000

interface SessionKeeperOptions {
  readonly project: string
  readonly getToken: ChatOptions['getToken']
  readonly http: HttpClient
  readonly storage: DeviceStorage
  /** Name of the lock under which pages that share the storage come for the first time; null: it is not shared. */
  readonly lock: string | null
  readonly clock: Clock
  readonly closing: AbortSignal
  /** Called with each new session, before its token is handed out. */
  readonly changed: (session: Session) => void
}

/** Has an access token at hand: exchanges, keeps and replaces it (SE1). However many ask, it exchanges once. */
export class SessionKeeper implements TokenSource {
  readonly #options: SessionKeeperOptions
  #token: string | null = null
  /** Of the visitor that this page speaks for, whoever else is kept on the device meanwhile. */
  #proof: string | null = null
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

  /** Who was here is here no more. */
  forget(): void {
    this.#token = this.#proof = null
  }

  async #open(): Promise<string> {
    const { project, getToken, clock, changed } = this.#options
    const asked = clock.now()
    const session = getToken ? await this.#post({ project, token: await this.#ask(getToken) }) : await this.#visit()
    this.#lifetime = tokenLifetime(session, asked)
    changed(session)
    this.#token = session.accessToken
    return session.accessToken
  }

  /** As the visitor that this page speaks for, else as the one who was here last, else as a new one. */
  async #visit(): Promise<Session> {
    const { storage, lock } = this.#options
    const known = this.#proof ?? storage.get(visitorName)
    if (known) {
      try {
        return await this.#come(known)
      } catch (error) {
        const { next, traceId } = error as ChatError
        // The page of a proxy on the way says nothing of the proof.
        if (next !== 'sign-in' || !traceId) throw error
        // A visitor whose proof is no longer good comes as who is here now, or as a new one.
        this.forget()
        if (storage.get(visitorName) === known) storage.set(visitorName, null)
      }
    }
    // Of those who come for the first time at once, one is new, and the others come as that one.
    let coming: Promise<Session> | undefined
    const come = () => {
      coming ??= this.#come(storage.get(visitorName))
      return coming
    }
    if (lock) {
      const { signal, cancel } = this.#limit(lockLimit)
      await platform()
        .navigator?.locks?.request(lock, { signal }, come)
        .catch(() => {})
      cancel()
    }
    return come()
  }

  /** By this proof, or as a new visitor. */
  async #come(proof: string | null): Promise<Session> {
    const { project, storage } = this.#options
    const session = await this.#post(proof ? { project, visitor: proof } : { project })
    const kept = storage.get(visitorName)
    // Another was faster, where there is no lock: the first proof that was kept counts.
    if (kept && !proof) return this.#come(kept)
    // What is kept of another visitor stays, and what was taken away from this device does not come back.
    if (kept === proof) storage.set(visitorName, session.visitor)
    this.#proof = session.visitor
    return session
  }

  async #post(body: SessionRequest): Promise<Session> {
    const { http } = this.#options
    const post = () => http.request<Session>({ path: '/v1/sessions', body })
    try {
      return await post()
    } catch (error) {
      const isSilent = (error as ChatError).code === 'network'
      if (!isSilent || this.#lifetime.endsAt > 0 || !platform().location) throw error
      // A server that never answered may be there and refuse this page. Where even the code that finds out cannot be
      // had, it is not there.
      const loaded = await import('./explain-silence.ts').catch(() => null)
      if (!loaded) throw error
      return loaded.explainSilence(http, error, post)
    }
  }

  async #ask(getToken: NonNullable<ChatOptions['getToken']>): Promise<string> {
    const { signal, cancel } = this.#limit(tokenLimit)
    try {
      return await abortable(getToken({ signal }), signal)
    } catch (cause) {
      throw new ChatError(signal.aborted ? 'timeout' : 'unauthenticated', { cause, detail: 'getToken failed' })
    } finally {
      cancel()
    }
  }

  /** A signal that is aborted after so long, and when the chat is closed. */
  #limit(milliseconds: number): { readonly signal: AbortSignal; readonly cancel: () => void } {
    const { clock, closing } = this.#options
    const limit = new AbortController()
    const cancel = clock.after(milliseconds, () => limit.abort())
    return { signal: AbortSignal.any([closing, limit.signal]), cancel }
  }
}
