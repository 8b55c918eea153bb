import type { Clock } from '../clock.ts'
import { ChatError } from '../errors/chat-error.ts'
import { problemOfResponse } from './problem-of-response.ts'

/** Unless a request says otherwise. */
const usualTimeLimit = 30_000

type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface HttpRequest {
  readonly path: string
  readonly query?: Query
  /** Sent as JSON by POST; without it the request is a GET. */
  readonly body?: unknown
  readonly method?: 'DELETE' | 'HEAD'
  /** Milliseconds until it is given up, answer included; default 30 s. */
  readonly timeLimit?: number
  readonly signal?: AbortSignal | undefined
}

/** Where access tokens come from. */
export interface TokenSource {
  token(signal: AbortSignal): Promise<string>
  /** The server refused this one. */
  refuse(token: string): void
}

interface HttpClientOptions {
  readonly server: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly locale: string | undefined
  /** Ends every request. */
  readonly closing: AbortSignal
}

/** Requests to the server: JSON in, JSON or a file out, every failure a {@link ChatError}. */
export class HttpClient {
  readonly #options: HttpClientOptions

  constructor(options: HttpClientOptions) {
    this.#options = options
  }

  get server(): string {
    return this.#options.server
  }

  /** One request; `tokens` adds authorisation, and one more try with a new token where the old one was refused. */
  request<T>(request: HttpRequest, tokens?: TokenSource): Promise<T> {
    return this.#ask(request, tokens, response => response.json() as Promise<T>)
  }

  /** Likewise, for an answer that is a document to be kept. */
  file(request: HttpRequest, tokens?: TokenSource): Promise<Blob> {
    return this.#ask(request, tokens, response => response.blob())
  }

  async #ask<T>(
    request: HttpRequest,
    tokens: TokenSource | undefined,
    take: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { closing, clock } = this.#options
    const limit = new AbortController()
    const cancel = clock.after(request.timeLimit ?? usualTimeLimit, () => limit.abort())
    const signals = [limit.signal, closing, ...(request.signal ? [request.signal] : [])]
    const signal = AbortSignal.any(signals)
    try {
      signal.throwIfAborted()
      const token = await tokens?.token(signal)
      const response = await this.#fetch(request, token, signal)
      if (response.status !== 401 || !tokens || !token) return await take(await accepted(response))
      tokens.refuse(token)
      return await take(await accepted(await this.#fetch(request, await tokens.token(signal), signal)))
    } catch (error) {
      if (closing.aborted) throw new ChatError('closed')
      if (request.signal?.aborted) throw new ChatError('aborted', { cause: request.signal.reason })
      if (limit.signal.aborted) throw new ChatError('timeout')
      if (error instanceof ChatError) throw error
      throw new ChatError('network', { cause: error })
    } finally {
      cancel()
    }
  }

  #fetch(request: HttpRequest, token: string | undefined, signal: AbortSignal): Promise<Response> {
    const { server, fetch, locale } = this.#options
    const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' }
    if (token) headers.authorization = `Bearer ${token}`
    // A tag of another form, as a system's `en_US@posix`, is none that a browser lets pass.
    if (locale && /^[A-Za-z0-9-]+$/.test(locale)) headers['accept-language'] = locale
    const init: RequestInit = { method: request.method ?? 'GET', headers, signal, credentials: 'omit' }
    if (request.body !== undefined) {
      headers['content-type'] = 'application/json'
      init.method = 'POST'
      init.body = JSON.stringify(request.body)
    }
    return fetch(`${server}${request.path}${search(request.query ?? {})}`, init)
  }
}

const accepted = async (response: Response): Promise<Response> => {
  if (!response.ok) throw await problemOfResponse(response)
  return response
}

const search = (query: Query): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  return parameters.size > 0 ? `?${parameters}` : ''
}
