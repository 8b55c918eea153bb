import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, createBrotliCompress, createDeflate, createGzip, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { ProviderEvent } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import { createScriptedOpenAI } from '../../testing/scripted-openai/create-scripted-openai.ts'
import { answer, chunk } from '../../testing/scripted-openai/openai-reply.ts'
import type { ServiceReply } from '../../testing/scripted-service/service-reply.ts'
import { createOpenAIProvider } from './create-openai-provider.ts'
import { createOpenAIModeration } from './moderation.ts'

const streamOf = (baseURL: string, signal = new AbortController().signal): AsyncIterable<ProviderEvent> =>
  createOpenAIProvider({ apiKey: 'k', baseURL, model: 'm' }).stream({ model: 'm', messages: [], signal })

const ask = async (baseURL: string): Promise<string> => {
  let text = ''
  for await (const event of streamOf(baseURL)) if (event.type === 'text') text += event.text
  return text
}

const serve = async (listener: RequestListener) => {
  const server = createServer(listener)
  let connections = 0
  server.on('connection', () => connections++)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const textOf = ({ steps = [] }: ServiceReply): string[] =>
  steps.map(step => ('data' in step ? `data: ${JSON.stringify(step.data)}\n\n` : 'raw' in step ? String(step.raw) : ''))

it('AI1 a stream is asked for as plain text', async () => {
  await using service = await createScriptedOpenAI()
  await ask(service.baseURL)
  expect(service.requests[0]?.headers['accept-encoding']).toBe('identity')
})

it.each([
  ['gzip', createGzip],
  ['x-gzip', createGzip],
  ['deflate', createDeflate],
  ['br', createBrotliCompress],
])('AI1 a stream that comes compressed all the same (%s) is read piece by piece', async (encoding, compressor) => {
  const rest = Promise.withResolvers<void>()
  await using service = await serve(async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
    const compress = compressor()
    compress.pipe(response)
    const [role = '', first = '', ...others] = textOf(answer(['Grüße ', '😀']))
    compress.write(role + first)
    compress.flush()
    await rest.promise
    compress.end(others.join(''))
  })
  let text = ''
  for await (const event of streamOf(service.baseURL)) {
    if (event.type !== 'text') continue
    text += event.text
    // The second piece is sent when the first was heard.
    rest.resolve()
  }
  expect(text).toBe('Grüße 😀')
})

it('AI1 a verdict that comes compressed is read', async () => {
  const verdict = JSON.stringify({ id: 'x', model: 'x', results: [{ flagged: false, categories: {} }] })
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(verdict)],
    ['br', brotliCompressSync(verdict)],
  ] as const) {
    await using service = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bytes)
    })
    const moderator = createOpenAIModeration({ apiKey: 'k', baseURL: service.baseURL })
    expect(await moderator.moderate(['x'], new AbortController().signal)).toEqual([[]])
  }
})

it('AI1 a redirect is a refusal: nobody else is asked', async () => {
  await using elsewhere = await createScriptedOpenAI()
  await using service = await createScriptedOpenAI()
  service.always({ status: 307, headers: { location: `${elsewhere.baseURL}/chat/completions` } })
  const failure = await ask(service.baseURL).catch((error: unknown) => error)
  expect(failure).toMatchObject({ kind: 'request', message: expect.stringMatching(/307.*redirect/) })
  expect(elsewhere.requests).toEqual([])
})

it.each<[string, RequestListener, string]>([
  [
    'compressed by what nobody knows',
    (_, response) => void response.writeHead(200, { 'content-encoding': 'mystery' }).end('?'),
    'malformed',
  ],
  ['with a status that is none', (_, response) => void response.socket?.end('HTTP/1.1 999 No\r\n\r\n'), 'network'],
  [
    'by another protocol',
    (_, response) => void response.socket?.end('HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    'network',
  ],
  ['nothing that is HTTP', (_, response) => void response.socket?.end('220 mail.example ESMTP\r\n'), 'network'],
])('AI1 an answer %s is a failure with a kind', async (_name, listener, kind) => {
  await using service = await serve(listener)
  const failure = await ask(service.baseURL).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ProviderFailure)
  expect(failure).toMatchObject({ kind })
})

it('SE8 an address with a user in it is not asked', async () => {
  await using service = await createScriptedOpenAI()
  await expect(ask(service.baseURL.replace('//', '//user:secret@'))).rejects.toMatchObject({ kind: 'network' })
  expect(service.requests).toEqual([])
})

it('SE8 a refusal without an end is not read to its end', async () => {
  let closed = false
  await using service = await serve((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    const more = (): void => {
      while (response.writable && response.write('x'.repeat(1024 * 1024)));
    }
    response.on('drain', more).once('close', () => {
      closed = true
    })
    more()
  })
  await expect(ask(service.baseURL)).rejects.toMatchObject({ kind: 'request' })
  await expect.poll(() => closed).toBe(true)
})

it('AI1 answers that were read to their end come over one connection, and one that was left is not used again', async () => {
  const pieces = textOf(answer(['x']))
  await using service = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(pieces[0] ?? '')
    response.end(pieces.slice(1).join(''))
  })
  for (let i = 0; i < 3; i++) expect(await ask(service.baseURL)).toBe('x')
  expect(service.connections()).toBe(1)

  await using endless = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(textOf({ steps: [chunk({ content: 'x' })] }).join(''))
  })
  for (let i = 0; i < 2; i++) for await (const { type } of streamOf(endless.baseURL)) if (type === 'text') break
  expect(endless.connections()).toBe(2)
})

it.each(['connected', 'text'])('RT1 who leaves after the event “%s” leaves no connection behind', async last => {
  await using service = await createScriptedOpenAI()
  service.always({ steps: [chunk({ content: 'x' }), { until: new Promise(() => {}) }] })
  for await (const { type } of streamOf(service.baseURL)) if (type === last) break
  await expect.poll(() => service.open).toBe(0)
})

it('AI2 an abort ends a stream that is silent, and its connection, at once', async () => {
  await using service = await createScriptedOpenAI()
  service.always({ steps: [chunk({ content: 'x' }), { until: new Promise(() => {}) }] })
  const abort = new AbortController()
  const heard: string[] = []
  for await (const { type } of streamOf(service.baseURL, abort.signal)) {
    heard.push(type)
    if (type === 'text') setImmediate(() => abort.abort())
  }
  expect(heard).toEqual(['connected', 'text'])
  await expect.poll(() => service.open).toBe(0)
})
