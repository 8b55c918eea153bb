import { connect, type Socket } from 'node:net'
import { onQuestion } from '../harness/questions.ts'
import { LightSocket } from './light-socket.ts'

// A process that opens many sockets and counts what comes.

export interface OpenReceivers {
  readonly port: number
  /** One for each socket: what it sends first, one after the other; each waits for a message before the next. */
  readonly greetings: readonly (readonly string[])[]
  /** Where to say each time that every socket got one more message, if anybody wants to know. */
  readonly ackPort?: number
}

/** Sockets that are opened at once. */
const atOnce = 50
const ping = '{"type":"ping"}'

const shared = Buffer.alloc(256 * 1024)
const sockets: LightSocket[] = []
let messages = 0
let bytes = 0
let nextAck = Number.POSITIVE_INFINITY
let acks: Socket | undefined
let awaited = { count: Number.POSITIVE_INFINITY, reached: () => {} }

const count = (length: number): void => {
  messages++
  bytes += length
  if (messages >= nextAck) {
    nextAck += sockets.length
    acks?.write('.')
  }
  if (messages >= awaited.count) {
    awaited.count = Number.POSITIVE_INFINITY
    awaited.reached()
  }
}

const open = async (port: number, greetings: readonly string[]): Promise<LightSocket> => {
  const waiting = [...greetings]
  const ready = Promise.withResolvers<void>()
  const socket = new LightSocket(port, '/v1/ws', shared, (buffer, start, end) => {
    const length = end - start
    if (length === ping.length && buffer.toString('latin1', start, end) === ping) return socket.send('{"type":"pong"}')
    if (waiting.length === 0) return count(length)
    const text = buffer.toString('utf8', start, Math.min(end, start + 200))
    if (text.startsWith('{"type":"error"') || text.startsWith('{"type":"bye"')) ready.reject(new Error(text))
    if (text.startsWith('{"type":"presence"')) return
    waiting.shift()
    if (waiting[0] === undefined) ready.resolve()
    else socket.send(waiting[0])
  })
  await socket.opened
  if (waiting[0] === undefined) return socket
  socket.send(waiting[0])
  await ready.promise
  return socket
}

const connectAcks = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    acks = connect({ port, host: '127.0.0.1', noDelay: true }, resolve)
    acks.on('error', reject)
  })

onQuestion('open', async ({ port, greetings, ackPort }: OpenReceivers) => {
  const left = [...greetings]
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) sockets.push(await open(port, next))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  if (ackPort !== undefined) await connectAcks(ackPort)
})
onQuestion('close', () => {
  for (const socket of sockets.splice(0)) socket.end()
})
// From now on: whatever came before was the way in.
onQuestion('begin', () => {
  messages = 0
  bytes = 0
  nextAck = sockets.length
})
onQuestion('counted', () => ({ messages, bytes }))

/** Sends on the first socket and waits until every socket has its message, and the sender its result, again and again. */
onQuestion('fan out', async ({ text, extra, seconds }: { text: string; extra: number; seconds: number }) => {
  const end = performance.now() + seconds * 1000
  const perEvent = sockets.length + extra
  let events = 0
  for (; performance.now() < end; events++) {
    const all = new Promise<void>(resolve => {
      awaited = { count: messages + perEvent, reached: resolve }
    })
    sockets[0]?.send(text.replaceAll('{n}', String(Math.random()).slice(2).padEnd(12, '0')))
    await all
  }
  return events
})
