import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onQuestion } from '../harness/questions.ts'
import { type Asked, askedIn, piecesOf } from '../seed/long-answer.ts'

// A provider of chat completions that answers each question with a text of its own, at a steady pace, and tells what it
// was asked.

const everyMs = 100

interface Stream {
  readonly response: ServerResponse
  readonly left: string[]
}

const chunkOf = (content: string): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-talk',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'bench-1',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  })}\n\n`

const endOf = (pieces: number): string => {
  const last = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
  const usage = { choices: [], usage: { prompt_tokens: 9, completion_tokens: pieces, total_tokens: 9 + pieces } }
  return `data: ${JSON.stringify(last)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`
}

const streams = new Set<Stream>()
/** Calls that nobody has asked for yet. */
const calls: Asked[] = []

setInterval(() => {
  for (const stream of streams) {
    const { response, left } = stream
    const piece = response.destroyed ? undefined : left.shift()
    if (piece !== undefined) response.write(chunkOf(piece))
    else {
      streams.delete(stream)
      if (!response.destroyed) response.end(endOf(1))
    }
  }
}, everyMs)

const server = createServer({ noDelay: true }, async (request, response) => {
  try {
    const { messages } = JSON.parse(await text(request)) as { messages: { role: string; content: string }[] }
    const asked = askedIn(messages.at(-1)?.content ?? '')
    if (asked) calls.push(asked)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    streams.add({ response, left: asked ? piecesOf(asked) : ['A talk'] })
  } catch {
    // Who asked has gone.
    response.destroy()
  }
})
server.listen(0, '127.0.0.1')

onQuestion('port', () => (server.address() as AddressInfo).port)
/** What it was asked since it was asked for that last. */
onQuestion('calls', () => calls.splice(0))
onQuestion('running', () => streams.size)
