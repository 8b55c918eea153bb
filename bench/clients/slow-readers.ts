import { connect, type Socket } from 'node:net'
import { onQuestion } from '../harness/questions.ts'
import { handshake, LightSocket, maskedFrame } from './light-socket.ts'

// A process of readers that take a byte a second from the system once they follow their topics, and of one who says so
// much in a thread that all of them follow that their sockets are full.

export interface OpenSlowReaders {
  readonly port: number
  readonly greeting: string
  /** A thread for each, besides the one in which so much is said. */
  readonly threads: readonly string[]
  readonly busy: string
}

export interface Speaker {
  readonly port: number
  readonly greeting: string
}

/** Characters of a message, and milliseconds between two. */
const said = { length: 64_000, everyMs: 100 }
const byteMs = 1_000
/** Its way up is as quick as any: it is not taken for dead. */
const pongMs = 10_000
const welcomed = '"type":"welcome"'
const subscribed = '"type":"subscribed"'

const subscribe = (thread: string): string =>
  JSON.stringify({ type: 'subscribe', id: thread.slice(0, 8), thread, afterSeq: 0 })

class SlowReader {
  readonly ready: Promise<void>
  readonly #socket: Socket
  readonly #opening = Promise.withResolvers<void>()
  /** What it has not said yet. */
  readonly #greetings: string[]
  #heard = ''
  #isSlow = false
  #pongs: NodeJS.Timeout | undefined

  constructor({ port, greeting, busy }: OpenSlowReaders, thread: string) {
    this.ready = this.#opening.promise
    this.#greetings = [greeting, subscribe(thread), subscribe(busy)]
    const [much, one] = [Buffer.alloc(16 * 1024), Buffer.alloc(1)]
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: () => (this.#isSlow ? one : much), callback: (length, buffer) => this.#take(length, buffer) },
    })
    this.#socket.on('error', error => this.#opening.reject(error))
    this.#socket.on('close', () => clearInterval(this.#pongs))
    this.#socket.write(handshake('/v1/ws'))
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  end(): void {
    this.#socket.destroy()
  }

  #take(length: number, buffer: Uint8Array): boolean {
    if (this.#isSlow) {
      setTimeout(() => this.#socket.resume(), byteMs)
      this.#socket.pause()
      return false
    }
    this.#heard += Buffer.from(buffer.buffer, buffer.byteOffset, length).toString('latin1')
    const awaited = this.#greetings.length === 3 ? '\r\n\r\n' : this.#greetings.length === 2 ? welcomed : subscribed
    if (!this.#heard.includes(awaited)) return true
    this.#heard = ''
    const next = this.#greetings.shift()
    if (next !== undefined) this.#socket.write(maskedFrame(next))
    else this.#slow()
    return true
  }

  #slow(): void {
    this.#isSlow = true
    this.#pongs = setInterval(() => this.#socket.write(maskedFrame('{"type":"pong"}')), pongMs)
    this.#opening.resolve()
  }
}

const shared = Buffer.alloc(256 * 1024)
let readers: SlowReader[] = []

let speaker: LightSocket | undefined
let talk: NodeJS.Timeout | undefined

onQuestion('enter', async ({ port, greeting }: Speaker) => {
  const entered: LightSocket = new LightSocket(port, '/v1/ws', shared, (buffer, start, end) => {
    if (buffer.toString('latin1', start, Math.min(end, start + 20)).startsWith('{"type":"ping"'))
      entered.send('{"type":"pong"}')
  })
  await entered.opened
  entered.send(greeting)
  speaker = entered
})
onQuestion('talk', (thread: string) => {
  const text = 'x'.repeat(said.length)
  talk = setInterval(() => {
    const args = { thread, text, answer: false }
    speaker?.send(
      JSON.stringify({ type: 'command', id: `say-${performance.now()}`, name: 'sendMessage', arguments: args }),
    )
  }, said.everyMs)
})
onQuestion('be silent', () => clearInterval(talk))
onQuestion('open', async (options: OpenSlowReaders) => {
  readers = options.threads.map(thread => new SlowReader(options, thread))
  await Promise.all(readers.map(reader => reader.ready))
})
onQuestion('left', () => readers.filter(reader => reader.isOpen).length)
onQuestion('close', () => {
  for (const reader of readers.splice(0)) reader.end()
})
