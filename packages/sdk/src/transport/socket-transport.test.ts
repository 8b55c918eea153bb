import { describe, expect, it, vi } from 'vitest'
import { FakeSocket } from '../testing/fake-socket.ts'
import { settle } from '../testing/manual-clock.ts'
import { SocketTransport } from './socket-transport.ts'

const setup = (connects = true) => {
  const urls: string[] = []
  const sockets: FakeSocket[] = []
  const received: string[] = []
  const peer = { open: () => {}, received: (data: string) => received.push(data), closed: () => {} }
  class Socket extends FakeSocket {
    constructor(url: string) {
      super(socket => {
        sockets.push(socket)
        return connects ? peer : null
      })
      urls.push(url)
    }
  }
  const logger = { debug: vi.fn(), warn: vi.fn() }
  const listener = { opened: vi.fn(), frame: vi.fn(), closed: vi.fn() }
  return {
    transport: new SocketTransport('https://chat.example.com', Socket, logger),
    urls,
    sockets,
    received,
    logger,
    listener,
  }
}

describe('SocketTransport', () => {
  it('SE3 one socket at /v1/ws, with nothing in its address', async () => {
    const { transport, urls, received, sockets, listener } = setup()
    const link = transport.open(listener)
    link.send({ type: 'ping' })
    await settle()
    link.send({ type: 'ping' })
    sockets[0]?.deliver('{"type":"pong"}')
    await settle()
    expect(urls).toEqual(['wss://chat.example.com/v1/ws'])
    expect(received).toEqual(['{"type":"ping"}'])
    expect(listener.frame.mock.calls).toEqual([[{ type: 'pong' }]])
  })

  it('SE10 what is no frame is passed over', async () => {
    const { transport, sockets, listener, logger } = setup()
    transport.open(listener)
    await settle()
    for (const data of ['{', '[]', 'null', '"x"', '{}']) sockets[0]?.deliver(data)
    await settle()
    expect(listener.frame).not.toHaveBeenCalled()
    expect(logger.warn).toHaveBeenCalledTimes(5)
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('"x"')
  })

  it('RT9 a socket that does not come about is a connection that was lost', async () => {
    const { transport, listener } = setup(false)
    transport.open(listener)
    await settle()
    expect(listener.closed.mock.calls).toEqual([[1006]])
  })

  it('DX1 a link that was closed says nothing more', async () => {
    const { transport, sockets, listener } = setup()
    const link = transport.open(listener)
    await settle()
    sockets[0]?.deliver('{"type":"pong"}')
    link.close()
    await settle()
    expect(listener.frame).not.toHaveBeenCalled()
    expect(listener.closed).not.toHaveBeenCalled()
    expect(sockets[0]?.readyState).toBe(3)
  })
})
