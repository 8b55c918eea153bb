import type { Edit, Message, Session, SessionRequest, Summary, ThreadEntry } from '@chat-view/protocol'

/** A user of a project over HTTP alone: what the server says of threads, beside what a page shows of them. */
export class Rest {
  readonly #server: string
  readonly #token: string

  private constructor(server: string, token: string) {
    this.#server = server
    this.#token = token
  }

  /** Signs in; with the token of an earlier session as the same visitor. */
  static async signIn(server: string, request: SessionRequest): Promise<Rest> {
    const { accessToken } = await call<Session>(`${server}/v1/sessions`, { method: 'POST', body: request })
    return new Rest(server, accessToken)
  }

  get token(): string {
    return this.#token
  }

  async threads({ archived = false } = {}): Promise<ThreadEntry[]> {
    return (await this.#get<{ items: ThreadEntry[] }>(`/v1/threads?archived=${archived}`)).items
  }

  /** All messages of a thread in order; with `superseded` also what followed a question before it was edited. */
  async messages(thread: string, { superseded = false } = {}): Promise<Message[]> {
    const path = `/v1/threads/${thread}/messages?limit=200&superseded=${superseded}`
    return (await this.#get<{ items: Message[] }>(path)).items
  }

  async edits(message: string): Promise<Edit[]> {
    return (await this.#get<{ items: Edit[] }>(`/v1/messages/${message}/edits`)).items
  }

  /** Summaries of a thread, in the order of their windows. */
  async summaries(thread: string): Promise<Summary[]> {
    return (await this.#get<{ items: Summary[] }>(`/v1/threads/${thread}/summaries`)).items
  }

  post<T>(path: string, body: object, commandId: string): Promise<T> {
    return call(this.#server + path, { method: 'POST', body, token: this.#token, commandId })
  }

  patch<T>(path: string, body: object): Promise<T> {
    return call(this.#server + path, { method: 'PATCH', body, token: this.#token })
  }

  #get<T>(path: string): Promise<T> {
    return call(this.#server + path, { token: this.#token })
  }
}

/** The text of a message, without reasoning and sources. */
export const textOf = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

interface Call {
  readonly method?: string
  readonly body?: object
  readonly token?: string
  readonly commandId?: string
}

const call = async <T>(url: string, { method = 'GET', body, token, commandId }: Call): Promise<T> => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(commandId && { 'idempotency-key': commandId }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
