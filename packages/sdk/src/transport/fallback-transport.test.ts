import { describe, expect, it } from 'vitest'
import type { SocketConstructor } from '../options.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { FakeSocket } from '../testing/fake-socket.ts'

const sockets = ({ server }: ChatFixture) => [...server.connections].length

describe('FallbackTransport', () => {
  it('RT12.3 where sockets are blocked HTTP is used, and sockets again once they open', async () => {
    await using fixture = chatFixture()
    fixture.server.way = { sockets: 'blocked' }
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass(5_000)])
    expect(chat).toBeConnected('http')
    fixture.server.way = {}
    await fixture.pass(290_000)
    expect(chat.$connection.get()).toMatchObject({ transport: 'http' })
    await fixture.pass(20_000)
    expect(chat).toBeConnected('socket')
    expect(sockets(fixture)).toBe(1)
  })

  it('RT12.3 while they are blocked a connection that is lost comes back over HTTP without asking for a socket', async () => {
    await using fixture = chatFixture()
    fixture.server.way = { sockets: 'blocked' }
    let tried = 0
    class Counted extends FakeSocket {
      constructor(_url: string) {
        super(() => null)
        tried++
      }
    }
    const chat = fixture.open({ WebSocket: Counted })
    await Promise.all([chat.connect(), fixture.pass(5_000)])
    const before = tried
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(chat).toBeConnected('http')
    expect(tried).toBe(before)
  })

  it('RT12.3 a platform without sockets, and one where they fail at once, use HTTP', async () => {
    await using fixture = chatFixture()
    class Missing extends FakeSocket {
      constructor(_url: string) {
        super(() => {
          throw new TypeError('not allowed')
        })
      }
    }
    const chat = fixture.open({ WebSocket: Missing })
    await Promise.all([chat.connect(), fixture.pass(5_000)])
    expect(chat).toBeConnected('http')
  })

  it('RT12.3 a socket that hangs while it opens is not waited for twice', async () => {
    await using fixture = chatFixture()
    const open: FakeSocket[] = []
    class Hanging extends FakeSocket {
      constructor(_url: string) {
        super(() => null)
        open.push(this)
        this.readyState = 0.5
      }
      override close(): void {
        this.readyState = 3
      }
    }
    const chat = fixture.open({ WebSocket: Hanging })
    await Promise.all([chat.connect(), fixture.pass(20_000)])
    expect(chat).toBeConnected('http')
    expect(open.every(({ readyState }) => readyState === 3)).toBe(true)
  })

  it('RT12.3 where sockets open and bring nothing HTTP is used, and no socket for half an hour', async () => {
    await using fixture = chatFixture()
    let tried = 0
    class Mute extends FakeSocket {
      constructor(_url: string) {
        super(() => ({ open: () => {}, received: () => {}, closed: () => {} }))
        tried++
      }
    }
    const chat = fixture.open({ WebSocket: Mute })
    await Promise.all([chat.connect(), fixture.pass(60_000)])
    expect(chat).toBeConnected('http')
    const before = tried
    await fixture.pass(1_700_000)
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(chat).toBeConnected('http')
    expect(tried).toBe(before)
    await fixture.pass(100_000)
    fixture.server.drop()
    await fixture.pass(60_000)
    expect(chat).toBeConnected('http')
    expect(tried).toBe(before + 1)
  })

  it('RT12.3 sockets that are cut as soon as they open leave nobody on HTTP', async () => {
    await using fixture = chatFixture()
    let isCut = true
    class Cut extends (fixture.server.options.WebSocket as SocketConstructor) {
      constructor(url: string) {
        super(url)
        this.addEventListener('open', () => isCut && queueMicrotask(() => this.close()))
      }
    }
    const chat = fixture.open({ WebSocket: Cut })
    chat.connect().catch(() => {})
    await fixture.pass(4_000)
    isCut = false
    await fixture.pass(30_000)
    expect(chat).toBeConnected('socket')
  })

  it('RT12.3 nobody is left on HTTP by a server that was down', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.kill()
    await fixture.pass(120_000)
    fixture.server.start()
    await fixture.pass(60_000)
    expect(chat).toBeConnected('socket')
  })

  it('RT12.3 who insists on sockets gets no HTTP', async () => {
    await using fixture = chatFixture()
    fixture.server.way = { sockets: 'blocked' }
    const chat = fixture.open({ transport: 'socket' })
    void chat.connect().catch(() => {})
    await fixture.pass(120_000)
    expect(chat).not.toBeConnected()
    expect(fixture.server.requests.some(({ path }) => path.startsWith('/v1/events'))).toBe(false)
  })

  it('DX1 closing leaves neither timer nor link, also while sockets are looked for again', async () => {
    const fixture = chatFixture()
    fixture.server.way = { sockets: 'blocked' }
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass(5_000)])
    await fixture.pass(301_000)
    await fixture[Symbol.asyncDispose]()
    expect(fixture.server.connections.size).toBe(0)
    expect(fixture.clock.waiting).toBe(0)
    expect(chat.$connection.get().state).toBe('closed')
  })
})
