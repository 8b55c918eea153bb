import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServiceReply, ServiceStep } from './service-reply.ts'

/** A request as it came. */
export interface ServiceRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}

/** An HTTP service that streams what a test says, on a free port of this machine. */
export interface ScriptedService extends AsyncDisposable {
  readonly url: string
  readonly requests: ServiceRequest[]
  /** Requests whose connection is still open. */
  readonly open: number
  /** Replies to the next requests, one each. */
  next(...replies: ServiceReply[]): void
  /** Replies to all for which there is no `next`. */
  always(reply: ServiceReply | ((request: ServiceRequest) => ServiceReply)): void
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = []
  for await (const piece of request) chunks.push(piece as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

const bytesOf = (step: ServiceStep): Uint8Array | null => {
  if ('data' in step) return Buffer.from(`data: ${JSON.stringify(step.data)}\n\n`)
  if ('raw' in step) return typeof step.raw === 'string' ? Buffer.from(step.raw) : step.raw
  return null
}

/** Each packet leaves on its own: the next is written when the one before has been handed to the system. */
const write = async (response: ServerResponse, bytes: Uint8Array, packet: number): Promise<void> => {
  for (let at = 0; at < bytes.length && !response.destroyed; at += packet) {
    await new Promise<void>(resolve => {
      response.write(bytes.subarray(at, at + packet), () => resolve())
    })
  }
}

const play = async (response: ServerResponse, reply: ServiceReply, closed: Promise<unknown>): Promise<void> => {
  for (const step of reply.steps ?? []) {
    if (response.destroyed) return
    const bytes = bytesOf(step)
    if (bytes) await write(response, bytes, reply.packet ?? bytes.length)
    else if ('cut' in step) return void response.destroy()
    else if ('until' in step) await Promise.race([step.until, closed])
    else if ('wait' in step) {
      let timer: NodeJS.Timeout | undefined
      const waited = new Promise(resolve => {
        timer = setTimeout(resolve, step.wait)
      })
      await Promise.race([waited, closed])
      clearTimeout(timer)
    }
  }
  response.end()
}

/** Starts one; `usual` answers until a test says otherwise. */
export const createScriptedService = async (usual: ServiceReply): Promise<ScriptedService> => {
  const requests: ServiceRequest[] = []
  const queue: ServiceReply[] = []
  let standing: (request: ServiceRequest) => ServiceReply = () => usual
  let open = 0

  // A connection that is closed while a client asks over it again is a fault that no script wanted.
  const server = createServer({ noDelay: true, keepAliveTimeout: 120_000 }, async (request, response) => {
    open++
    const closed = new Promise<void>(resolve => {
      response.on('close', () => {
        open--
        resolve()
      })
    })
    const asked: ServiceRequest = { path: request.url ?? '', headers: request.headers, body: await bodyOf(request) }
    requests.push(asked)
    const reply = queue.shift() ?? standing(asked)
    if (reply.before) await Promise.race([reply.before, closed])
    if (response.destroyed) return
    if (reply.json !== undefined) {
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
      response.end(JSON.stringify(reply.json))
      return
    }
    response.writeHead(reply.status ?? 200, { 'content-type': 'text/event-stream', ...reply.headers })
    response.flushHeaders()
    await play(response, reply, closed)
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo

  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get open() {
      return open
    },
    next: (...replies) => queue.push(...replies),
    always: reply => {
      standing = typeof reply === 'function' ? reply : () => reply
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
