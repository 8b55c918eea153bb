import { type Clock, systemClock } from '../clock.ts'
import type { ChatOptions } from '../options.ts'
import { HttpTransport } from './http-transport.ts'
import type { Link, LinkListener, Transport } from './transport.ts'

/** So long a socket may take to open before HTTP is tried as well. */
const socketPatience = 3_000
/** Where sockets are blocked they are tried again after so long: the device may be elsewhere by then. */
const socketRetry = 300_000
/** And after so long where they opened and nothing came: that they open says nothing there. */
const muteRetry = 1_800_000

interface FallbackOptions extends Pick<ChatOptions, 'fetch' | 'clock' | 'locale' | 'logger' | 'transport'> {
  readonly server: string
  /** Not even tried where the options insist on HTTP. */
  readonly socket: Transport
}

/**
 * Each connection tries a socket, and HTTP where that does not open (RT12): a server that is down answers neither, so
 * nobody is left on HTTP by a restart. Once HTTP has shown that sockets are blocked here, or that they open and bring
 * nothing, they are left alone for a while.
 */
export class FallbackTransport implements Transport {
  readonly #options: FallbackOptions
  readonly #http: HttpTransport
  readonly #clock: Clock
  #socketsFrom = 0
  #muteUntil = 0
  /** The socket that was tried last opened, and brought nothing while it was waited for. */
  #isMute = false
  #name: Transport['name'] = 'socket'

  constructor(options: FallbackOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#http = new HttpTransport({ ...options, clock: this.#clock })
    if (options.transport === 'http') this.#socketsFrom = Number.POSITIVE_INFINITY
  }

  /** Of the link that was opened last. */
  get name(): Transport['name'] {
    return this.#name
  }

  open(listener: LinkListener): Link {
    const isHttp = this.#isMute || this.#clock.now() < this.#socketsFrom
    return isHttp ? this.#overHttp(listener) : this.#overEither(listener)
  }

  #overEither(listener: LinkListener): Link {
    let isUp = false
    let isClosed = false
    /** Since when it is open and nothing came; null: it is not, or something did. */
    let silentSince: number | null = null
    let http: Link | undefined
    let socket: Link | undefined
    const fallBack = () => {
      cancel()
      socket?.close()
      if (!isUp && !isClosed) http ??= this.#overHttp(listener)
    }
    const cancel = this.#clock.after(socketPatience, fallBack)
    try {
      socket = this.#options.socket.open({
        opened: () => {
          isUp = true
          silentSince = this.#clock.now()
          cancel()
          this.#name = 'socket'
          listener.opened()
        },
        frame: frame => {
          silentSince = null
          listener.frame(frame)
        },
        closed: code => (isUp ? listener.closed(code) : fallBack()),
      })
    } catch {
      fallBack()
    }
    return {
      send: frame => (http ?? socket)?.send(frame),
      close: () => {
        isClosed = true
        this.#isMute = silentSince !== null && this.#clock.now() - silentSince >= socketPatience
        cancel()
        ;(http ?? socket)?.close()
      },
    }
  }

  #overHttp(listener: LinkListener): Link {
    let endProbe = () => {}
    const link = this.#http.open({
      opened: () => listener.opened(),
      frame: frame => {
        if (frame.type === 'welcome') {
          this.#name = 'http'
          const now = this.#clock.now()
          if (this.#isMute) this.#muteUntil = this.#socketsFrom = now + muteRetry
          if (now >= this.#muteUntil)
            endProbe = this.#probe(() => {
              link.close()
              listener.closed(1006)
            })
        }
        listener.frame(frame)
      },
      closed: code => {
        endProbe()
        this.#isMute = false
        listener.closed(code)
      },
    })
    return {
      send: frame => link.send(frame),
      close: () => {
        endProbe()
        this.#isMute = false
        link.close()
      },
    }
  }

  /** Looks now and then whether sockets open again; the answer ends it. */
  #probe(opens: () => void): () => void {
    const { socket, transport, logger } = this.#options
    if (transport === 'http') return () => {}
    this.#socketsFrom = this.#clock.now() + socketRetry
    let link: Link | undefined
    let cancel = () => {}
    const again = () => {
      cancel()
      cancel = this.#clock.after(socketRetry, look)
    }
    const look = () => {
      this.#socketsFrom = this.#clock.now() + socketRetry
      try {
        link = socket.open({
          opened: () => {
            logger?.debug('sockets open again')
            this.#socketsFrom = 0
            end()
            opens()
          },
          frame: () => {},
          closed: again,
        })
        cancel = this.#clock.after(socketPatience, () => {
          link?.close()
          again()
        })
      } catch {
        again()
      }
    }
    const end = () => {
      cancel()
      link?.close()
    }
    logger?.debug('sockets do not open here, HTTP is used')
    again()
    return end
  }
}
