import type { Message } from '@chat-view/protocol'
import type { SocketLike } from '@chat-view/sdk'
import { FakeServer } from '@chat-view/sdk/testing'
import type { FromServer, ToServer } from './server-wire.ts'
import { textOf } from './texts.ts'

// A server in a thread of its own: what it holds and does is no part of the page's heap and of its CPU.

const idOf = (at: number): string => `00000000-0000-7000-9000-${at.toString(16).padStart(12, '0')}`

/** Messages of one who asks and an assistant who answers, in turn. */
const messagesOf = (thread: string, user: string | null, count: number): Message[] => {
  const end = { reason: 'stop', length: 0, hash: '', usage: null, at: 0 }
  const generation = { id: thread, state: 'done' as const, model: 'fake', createdAt: 0, end }
  return Array.from({ length: count }, (_, at) => {
    const mine = at % 2 === 0
    return {
      id: idOf(at),
      threadId: thread,
      seq: 0,
      version: 0,
      role: mine ? ('user' as const) : ('assistant' as const),
      authorId: mine ? user : null,
      authorName: null,
      commandId: null,
      parts: [{ kind: 'text' as const, text: textOf(at) }],
      generation: mine ? null : generation,
      versions: { shown: 1, count: 1 },
      edits: 0,
      editedAt: null,
      deletedAt: null,
      supersededBy: null,
      createdAt: Date.now(),
    }
  })
}

const serve = (port: MessagePort): void => {
  const say = (message: FromServer): void => port.postMessage(message)
  let server = new FakeServer()
  const sockets = new Map<number, SocketLike>()
  const take: { [Kind in ToServer['kind']]: (message: Extract<ToServer, { kind: Kind }>) => void } = {
    begin({ count }) {
      server = new FakeServer({ pageSize: count })
      say({ kind: 'begun', project: server.options.project })
    },
    fill({ user, count }) {
      const row = server.world.createThread(user, 'A long talk')
      server.world.fill(row, messagesOf(row.thread.id, user, count))
      say({ kind: 'filled', thread: row.thread.id })
    },
    text: ({ count }) => say({ kind: 'text', text: JSON.stringify(messagesOf(idOf(0), null, count)) }),
    fetch({ id, url, init: { method, headers, body } }) {
      const answer = server.options.fetch?.(url, { method, headers: headers.map(pair => [...pair]), body })
      void answer?.then(async response =>
        say({ kind: 'response', id, status: response.status, body: await response.text() }),
      )
    },
    open({ id, url }) {
      const { WebSocket } = server.options
      if (!WebSocket) return
      const socket = new WebSocket(url)
      sockets.set(id, socket)
      for (const type of ['open', 'message', 'close', 'error'] as const)
        socket.addEventListener(type, event => say({ kind: 'socket', id, event: { ...event } }))
    },
    send: ({ id, data }) => sockets.get(id)?.send(data),
    close: ({ id }) => sockets.get(id)?.close(),
  }
  port.onmessage = ({ data }: MessageEvent<ToServer>) => (take[data.kind] as (message: ToServer) => void)(data)
}

addEventListener('message', ({ ports }) => ports[0] && serve(ports[0]), { once: true })
