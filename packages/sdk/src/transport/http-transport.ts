import type { Clock } from '../clock.ts'
import { problemOfResponse } from '../http/problem-of-response.ts'
import type { ChatOptions } from '../options.ts'
import { HttpLink } from './http-link.ts'
import type { Link, LinkListener, Transport } from './transport.ts'

/** Where a stream was held back on its way, events are polled for so long before a stream is tried again. */
const pollsFor = 300_000

export interface HttpTransportOptions extends Pick<ChatOptions, 'fetch' | 'locale' | 'logger'> {
  readonly server: string
  readonly clock: Clock
}

/** The same frames over HTTP: events as one stream, what is sent by requests (RT12). No token is in an address (SE3). */
export class HttpTransport implements Transport {
  readonly name = 'http'
  readonly #options: HttpTransportOptions
  #pollsUntil = 0

  constructor(options: HttpTransportOptions) {
    this.#options = options
  }

  get clock(): Clock {
    return this.#options.clock
  }

  /** Streams are held back on their way: each request is to end after its first news. */
  get polls(): boolean {
    return this.clock.now() < this.#pollsUntil
  }

  /** A stream brought nothing. */
  heldBack(): void {
    this.#options.logger?.debug('a stream of events is held back on its way, events are polled')
    this.#pollsUntil = this.clock.now() + pollsFor
  }

  unread(): void {
    this.#options.logger?.warn('a frame could not be read')
  }

  open(listener: LinkListener): Link {
    return new HttpLink(this, listener)
  }

  /** @throws ChatError with the server's code; what `fetch` throws where no server answered */
  readonly post = async (path: string, token: string, body: unknown, signal: AbortSignal): Promise<Response> => {
    const { server, fetch = (input, init) => globalThis.fetch(input, init), locale } = this.#options
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    if (locale && /^[A-Za-z0-9-]+$/.test(locale)) headers['accept-language'] = locale
    const init: RequestInit = { method: 'POST', headers, signal, credentials: 'omit', cache: 'no-store' }
    const response = await fetch(`${server}/v1/events${path}`, { ...init, body: JSON.stringify(body) })
    if (!response.ok) throw await problemOfResponse(response)
    return response
  }
}
