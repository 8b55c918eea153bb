import { finished, type Readable } from 'node:stream'
import { EventReader } from '../../ports/event-reader.ts'

/** Most that waits for its reader, in UTF-16 code units; then the service has to wait. */
const maxWaiting = 256 * 1024

type End = { readonly error: Error | null }

/** Events of a body's packets, cut as these arrive: nothing stands between the socket and them. */
class PacketEvents {
  readonly #body: Readable
  readonly #reader = new EventReader()
  #waiting: string[] = []
  #length = 0
  #end: End | null = null
  #wake = (): void => {}

  constructor(body: Readable) {
    this.#body = body
    finished(body, { writable: false }, error => {
      this.#end = { error: error ?? null }
      this.#wake()
    })
    body.on('data', (packet: Uint8Array) => this.#hear(packet))
  }

  /** What came since, or the next that comes; null: that was all. @throws what ended the body */
  async take(): Promise<string[] | null> {
    while (this.#waiting.length === 0) {
      if (this.#end?.error) throw this.#end.error
      if (this.#end) return null
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    const events = this.#waiting
    this.#waiting = []
    this.#length = 0
    if (this.#body.isPaused()) this.#body.resume()
    return events
  }

  #hear(packet: Uint8Array): void {
    try {
      for (const data of this.#reader.push(packet)) {
        this.#waiting.push(data)
        this.#length += data.length
      }
    } catch (error) {
      this.#body.destroy(error as Error)
      return
    }
    if (this.#length > maxWaiting) this.#body.pause()
    if (this.#waiting.length > 0) this.#wake()
  }
}

/** The data of a body's events, together as they came. Who asks for no more lets go of the body. */
export async function* packetEvents(body: Readable): AsyncGenerator<string[]> {
  const events = new PacketEvents(body)
  for (let data = await events.take(); data; data = await events.take()) yield data
}
