import type { ChatOptions, SocketEvent, SocketLike } from '@chat-view/sdk'
import type { FromServer, ToServer } from './server-wire.ts'

type Answer<Kind extends FromServer['kind']> = Extract<FromServer, { kind: Kind }>

/** Where the site of the benchmark has the worker's script. */
const script = '/server.js'

/** The page's end of a server in a worker: as far away for the page as one behind a network. */
export class WorkerServer {
  readonly #port: MessagePort
  readonly #waiting = new Map<string, (answer: FromServer) => void>()
  readonly #sockets = new Map<number, (event: SocketEvent) => void>()
  #last = 0

  constructor() {
    const { port1, port2 } = new MessageChannel()
    new Worker(script).postMessage(null, [port2])
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromServer>) => {
      if (data.kind === 'socket') this.#sockets.get(data.id)?.(data.event)
      else this.#waiting.get('id' in data ? `${data.kind} ${data.id}` : data.kind)?.(data)
    }
  }

  /** Begins a server that gives so many messages in a page; what a chat needs to reach it. */
  async begin(count: number): Promise<Pick<ChatOptions, 'server' | 'project' | 'fetch' | 'WebSocket'>> {
    const { project } = await this.#ask('begun', { kind: 'begin', count })
    return { server: 'http://fake.test', project, fetch: (...wish) => this.#fetch(...wish), WebSocket: this.#socket() }
  }

  /** Makes a thread of so many messages; resolves to its id. */
  async fill(user: string, count: number): Promise<string> {
    return (await this.#ask('filled', { kind: 'fill', user, count })).thread
  }

  /** So many messages as JSON. */
  async text(count: number): Promise<string> {
    return (await this.#ask('text', { kind: 'text', count })).text
  }

  async #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const { url, method, headers } = request
    const id = ++this.#last
    const body = method === 'GET' ? null : await request.text()
    const wish = { kind: 'fetch', id, url, init: { method, headers: [...headers], body } } as const
    const answer = await this.#ask('response', wish, id)
    return new Response(answer.body === '' ? null : answer.body, { status: answer.status })
  }

  #ask<Kind extends FromServer['kind']>(kind: Kind, wish: ToServer, id?: number): Promise<Answer<Kind>> {
    const name = id === undefined ? kind : `${kind} ${id}`
    return new Promise(resolve => {
      this.#waiting.set(name, answer => {
        this.#waiting.delete(name)
        resolve(answer as Answer<Kind>)
      })
      this.#port.postMessage(wish)
    })
  }

  #socket(): new (url: string) => SocketLike {
    const say = (message: ToServer): void => this.#port.postMessage(message)
    const hear = (react: (event: SocketEvent) => void): number => {
      this.#sockets.set(++this.#last, react)
      return this.#last
    }
    return class implements SocketLike {
      readyState = 0
      readonly #listeners: (readonly [type: string, listener: (event: SocketEvent) => void])[] = []
      readonly #id = hear(event => {
        if (event.type === 'open') this.readyState = 1
        if (event.type === 'close') this.readyState = 3
        for (const [type, listener] of this.#listeners) if (type === event.type) listener(event)
      })

      constructor(url: string) {
        say({ kind: 'open', id: this.#id, url })
      }

      addEventListener(type: string, listener: (event: SocketEvent) => void): void {
        this.#listeners.push([type, listener])
      }

      send(data: string): void {
        say({ kind: 'send', id: this.#id, data })
      }

      close(): void {
        say({ kind: 'close', id: this.#id })
      }
    }
  }
}
