import { randomUUID } from 'node:crypto'
import type { Message, Problem, Session, SessionRequest } from '@chat-view/protocol'

/** What the server said, whatever it was. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** What a call sends. */
export interface RestCall {
  readonly json?: unknown
  /** As it stands, instead of `json`. */
  readonly body?: string
  readonly commandId?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A user over HTTP alone. */
export class RestUser {
  readonly url: string
  readonly session: Session

  private constructor(url: string, session: Session) {
    this.url = url
    this.session = session
  }

  /** Signs in; by default as a new visitor of the demo project. */
  static async signIn(url: string, request: Partial<SessionRequest> = {}): Promise<RestUser> {
    const response = await fetch(`${url}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ project: 'pk_demo', ...request }),
    })
    if (!response.ok) throw new Error(`No session: ${response.status} ${await response.text()}`)
    return new RestUser(url, (await response.json()) as Session)
  }

  get token(): string {
    return this.session.accessToken
  }

  /** Calls; a server that says that it is too busy just now is asked again when it said, as every client does. */
  async call(method: string, path: string, call: RestCall = {}): Promise<RestAnswer> {
    for (;;) {
      const answer = await this.#callOnce(method, path, call)
      if (answer.status !== 503 || (JSON.parse(answer.text) as Problem).code !== 'overloaded') return answer
      await new Promise(resolve => setTimeout(resolve, Number(answer.headers.get('retry-after') ?? 1) * 1_000))
    }
  }

  async #callOnce(method: string, path: string, { json, body, commandId, headers }: RestCall): Promise<RestAnswer> {
    const content = body ?? (json === undefined ? null : JSON.stringify(json))
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(content === null ? {} : { 'content-type': 'application/json' }),
        ...(commandId === undefined ? {} : { 'idempotency-key': commandId }),
        ...headers,
      },
      body: content,
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** What a call gave. @throws what refused it, in words */
  async get<T>(path: string): Promise<T> {
    return said(await this.call('GET', path))
  }

  /** What a command gave. @throws what refused it, in words */
  async post<T>(path: string, json: unknown, commandId: string = randomUUID()): Promise<T> {
    return said(await this.call('POST', path, { json, commandId }))
  }

  /** The code of the problem that a call met; its status, where it met none. */
  async refusal(method: string, path: string, call: RestCall = {}): Promise<string> {
    const { status, text } = await this.call(method, path, call)
    return status < 400 ? String(status) : (JSON.parse(text) as Problem).code
  }
}

const said = <T>({ status, text }: RestAnswer): T => {
  if (status >= 400) throw new Error(`${status} ${text}`)
  return JSON.parse(text) as T
}

/** The text of a message, without reasoning and sources. */
export const textOfMessage = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
