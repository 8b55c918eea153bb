import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A proxy as companies have them: it lets requests pass and no upgrades. */
export interface StrictProxy extends AsyncDisposable {
  readonly url: string
  /** Requests that passed so far, as `POST /v1/events`. */
  readonly passed: readonly string[]
  /** Upgrades that were refused so far. */
  readonly refused: number
  /** Breaks every open connection. */
  drop(): void
}

/** Starts one on a free port in front of another. With `holdsBack` a response is sent only once it is whole. */
export const startStrictProxy = async (target: number, { holdsBack = false } = {}): Promise<StrictProxy> => {
  const passed: string[] = []
  const sockets = new Set<Socket>()
  let refused = 0

  const answer = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    to.writeHead(from.statusCode ?? 502, from.headers)
    if (!holdsBack) {
      to.flushHeaders()
      from.pipe(to)
      return
    }
    const pieces: Buffer[] = []
    for await (const piece of from) pieces.push(piece)
    to.end(Buffer.concat(pieces))
  }

  const server = createServer((asked, response) => {
    passed.push(`${asked.method} ${(asked.url ?? '').replace(/(?<=^\/v1\/events\/).*/, 'connection')}`)
    const { url: path, method, headers } = asked
    const sent = request({ host: '127.0.0.1', port: target, path, method, headers }, from => {
      answer(from, response).catch(() => response.destroy())
    })
    sent.on('error', () => response.destroy())
    response.on('close', () => sent.destroy())
    asked.pipe(sent)
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (_, socket) => {
    refused++
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    get refused() {
      return refused
    },
    drop,
    async [Symbol.asyncDispose]() {
      drop()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
