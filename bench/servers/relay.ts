import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { onQuestion } from '../harness/questions.ts'

// The reference of the whole path: a socket that asks a provider and passes on each piece as it comes, with no parts,
// no log, no row, nothing kept.

const load = createRequire(import.meta.resolve('@chat-view/server'))
const { WebSocketServer } = load('ws') as typeof import('ws')
const provider = Number(process.argv[2])
const agent = new Agent({ keepAlive: true })
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })

const contentOf = (data: string): string => {
  const { choices } = JSON.parse(data) as { choices: { delta: { content?: string } }[] }
  return choices[0]?.delta.content ?? ''
}

const ask = (socket: WebSocket): void => {
  const call = request({ port: provider, host: '127.0.0.1', method: 'POST', agent }, response => {
    let rest = ''
    response.setEncoding('utf8')
    response.on('data', (packet: string) => {
      const events = (rest + packet).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = event.slice('data: '.length)
        const text = data === '[DONE]' ? '' : contentOf(data)
        if (text !== '') socket.send(JSON.stringify({ type: 'delta', text }))
      }
    })
    response.on('end', () => socket.send('{"type":"end"}'))
    response.on('error', () => socket.close())
  })
  call.on('error', () => socket.close())
  call.end('{}')
  socket.once('close', () => call.destroy())
}

server.on('connection', socket => socket.on('message', () => ask(socket)))
await new Promise(resolve => server.once('listening', resolve))
onQuestion('port', () => (server.address() as AddressInfo).port)
