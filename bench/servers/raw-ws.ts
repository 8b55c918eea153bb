import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { onQuestion } from '../harness/questions.ts'
import { ackPort, runRounds } from './rounds.ts'

// The reference: `ws` alone, as its documentation shows it.

// The very version that the server has.
const load = createRequire(import.meta.resolve('@chat-view/server'))
const { WebSocketServer } = load('ws') as typeof import('ws')
const sockets = new Set<WebSocket>()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
let fanOut: string | null = null

server.on('connection', socket => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', () => {
    if (fanOut === null) socket.send('{"type":"welcome"}')
    else for (const each of sockets) each.send(fanOut)
  })
})
await new Promise(resolve => server.once('listening', resolve))

onQuestion('port', () => (server.address() as AddressInfo).port)
/** From now on each message is an event of that text for all. */
onQuestion('fan out', (text: string) => {
  fanOut = text
})
onQuestion('rounds', ({ seconds, chunk }: { seconds: number; chunk: string }) => {
  const streams = [...sockets]
  return runRounds(streams.length, seconds, from => streams[from]?.send(chunk))
})
onQuestion('ack port', ackPort)
