import type { Message } from '@chat-view/protocol'
import { expect, it, vi } from 'vitest'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { startHere } from '../testing/whole-server/start-here.ts'
import { attributeOf, startCollector } from '../testing/whole-server/trace-collector.ts'

const patience = { timeout: 30_000, interval: 30 }
const clientTrace = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
const clientSpan = '00f067aa0ba902b7'
const question = 'What has nobody but me ever said?'

/** Asks, and waits until the answer is done. */
const ask = async (url: string): Promise<string> => {
  const user = await RestUser.signIn(url)
  const headers = { traceparent: `00-${clientTrace}-${clientSpan}-01` }
  const made = await user.call('POST', '/v1/threads', { json: { message: { text: question } }, headers })
  expect(made.status).toBe(201)
  const { thread } = JSON.parse(made.text) as { thread: { id: string } }
  return vi.waitFor(async () => {
    const { items } = await user.get<{ items: Message[] }>(`/v1/threads/${thread.id}/messages`)
    const generation = items.find(({ role }) => role === 'assistant')?.generation
    expect(generation?.end).toBeTruthy()
    return generation?.id ?? ''
  }, patience)
}

it('OP1.1 traces go to the collector: a request under what its client did, its command below, and the answer with the tries of its provider', async () => {
  await using collector = await startCollector()
  const { url, spans, services, asked } = collector
  let generation: string
  {
    await using server = await startHere({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=se%2Ccret',
    })
    generation = await ask(server.url)
    expect(server.logged.join('\n')).not.toMatch(/exported/)
    // What waits goes when it stops.
  }
  const request = spans.find(({ name }) => name === 'POST /v1/threads')
  expect(request).toMatchObject({ kind: 2, traceId: clientTrace, parentSpanId: clientSpan })
  expect(request && attributeOf(request, 'http.response.status_code')).toBe('201')
  const command = spans.find(({ name }) => name === 'command createThread')
  expect(command).toMatchObject({ kind: 1, traceId: clientTrace, parentSpanId: request?.spanId })
  const answer = spans.find(({ name }) => name === 'answer')
  expect(answer?.traceId).toBe(generation.replaceAll('-', ''))
  expect(answer && attributeOf(answer, 'chat_view.state')).toBe('done')
  const tries = spans.filter(({ parentSpanId }) => parentSpanId === answer?.spanId)
  expect(tries.map(({ kind, traceId }) => [kind, traceId])).toEqual([[3, answer?.traceId]])
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
  }
  expect([...services]).toEqual(['chat-view'])
  expect(new Set(asked.map(({ path, headers }) => `${path} ${headers['x-key']}`))).toEqual(
    new Set(['/v1/traces se,cret']),
  )
  expect(JSON.stringify(spans)).not.toContain('nobody but me')
})

it('OP1.1 a request that fails here is told as failed, one that was refused is not', async () => {
  await using collector = await startCollector()
  {
    await using server = await startHere({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const user = await RestUser.signIn(server.url)
    expect((await user.call('POST', '/v1/threads', { body: '{' })).status).toBe(400)
  }
  const refused = collector.spans.find(({ name }) => name === 'POST /v1/threads')
  expect(refused && [attributeOf(refused, 'http.response.status_code'), refused.status.code ?? 0]).toEqual(['400', 0])
})

it('OP1.1 a share of 0 exports nothing', async () => {
  await using collector = await startCollector()
  {
    await using server = await startHere({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '0',
    })
    await ask(server.url)
  }
  expect(collector.spans).toEqual([])
})

it('OP1.1 a collector that is not there costs traces alone', async () => {
  const collector = await startCollector()
  await collector[Symbol.asyncDispose]()
  const server = await startHere({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
  await ask(server.url)
  await server[Symbol.asyncDispose]()
  expect(server.logged.filter(line => line.includes('traces could not be exported')).length).toBeLessThanOrEqual(1)
})
