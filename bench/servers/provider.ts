import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onQuestion } from '../harness/questions.ts'
import { stampedPiece } from '../harness/stamped-piece.ts'

// A provider of chat completions that streams at a steady pace. Each piece begins with when it was sent, so that whoever
// receives it knows its age.

const everyMs = 20
const pieces = Number(process.argv[2] ?? 200)
const envelope = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'bench-1',
  choices: [{ index: 0, delta: { content: '@' }, finish_reason: null }],
})
const [before = '', after = ''] = envelope.split('@')
const last = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
const usage = { choices: [], usage: { prompt_tokens: 9, completion_tokens: pieces, total_tokens: 9 + pieces } }
const end = `data: ${JSON.stringify(last)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`

interface Stream {
  readonly response: ServerResponse
  left: number
}

/** Streams by the millisecond of their pace in which they are due: as independent as their users are. */
const slots: Set<Stream>[] = Array.from({ length: everyMs }, () => new Set())
let sent = 0

const tell = (slot: Set<Stream>, stream: Stream): void => {
  if (stream.response.destroyed || stream.left === 0) {
    slot.delete(stream)
    if (!stream.response.destroyed) stream.response.end(end)
    return
  }
  stream.left--
  sent++
  stream.response.write(`data: ${before}${stampedPiece()}${after}\n\n`)
}

let slotAt = Math.floor(performance.now())
setInterval(() => {
  const now = Math.floor(performance.now())
  // What was slept through is made good: the pace is kept.
  for (; slotAt < now; slotAt++) {
    const slot = slots[slotAt % everyMs]
    if (slot) for (const stream of slot) tell(slot, stream)
  }
}, 1)

const server = createServer({ noDelay: true }, (request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    slots[Math.floor(Math.random() * everyMs)]?.add({ response, left: pieces })
  })
})
server.listen(0, '127.0.0.1')

onQuestion('port', () => (server.address() as AddressInfo).port)
onQuestion('sent', () => sent)
