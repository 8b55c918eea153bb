import { expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { createScriptedOpenAI } from '../../testing/scripted-openai/create-scripted-openai.ts'
import { chunk, refuse } from '../../testing/scripted-openai/openai-reply.ts'
import type { ServiceReply } from '../../testing/scripted-service/service-reply.ts'
import { createOpenAIProvider } from './create-openai-provider.ts'

const start = async (...replies: ServiceReply[]) => {
  const server = await createScriptedOpenAI()
  server.next(...replies)
  const provider = createOpenAIProvider({ apiKey: 'sk-secret', baseURL: server.baseURL, model: 'gpt' })
  const ask = async (): Promise<void> => {
    const { signal } = new AbortController()
    for await (const _ of provider.stream({ model: 'm', messages: [{ role: 'user', text: 'Hi' }], signal }));
  }
  return { server, ask, [Symbol.asyncDispose]: () => server.close() }
}

it.each<[string, ServiceReply, object]>([
  ['401', refuse(401, 'Incorrect API key provided: sk-secret'), { code: 'provider_failed', kind: 'key' }],
  ['403', refuse(403, 'not for you'), { code: 'provider_failed', kind: 'key' }],
  ['404', refuse(404, 'The model does not exist'), { code: 'provider_failed', kind: 'model' }],
  ['400', refuse(400, 'bad'), { code: 'provider_failed', kind: 'request' }],
  ['400 for the length', refuse(400, 'This model’s maximum context length is 8192 tokens'), { kind: 'context-length' }],
  ['413', refuse(413, 'too large'), { code: 'provider_failed', kind: 'context-length' }],
  [
    '429',
    refuse(429, 'slow down', { 'retry-after': '7' }),
    { kind: 'rate', code: 'provider_unavailable', retryAfter: 7 },
  ],
  [
    '429 in milliseconds',
    refuse(429, 'slow down', { 'retry-after-ms': '1500' }),
    { code: 'provider_unavailable', retryAfter: 1.5 },
  ],
  ['503', refuse(503, 'overloaded'), { code: 'provider_unavailable' }],
  ['500', refuse(500, 'oops'), { code: 'provider_unavailable', kind: 'unavailable' }],
  [
    '503 until a date that has passed',
    refuse(503, 'x', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
    { retryAfter: 0 },
  ],
  ['503 without saying when', refuse(503, 'x', { 'retry-after': 'soon' }), { retryAfter: undefined }],
  ['429 until the far future', refuse(429, 'x', { 'retry-after': '999999' }), { retryAfter: 3600 }],
  ['broken JSON', { steps: [{ raw: 'data: {"choices": [\n\n' }] }, { code: 'provider_failed', kind: 'malformed' }],
  [
    'an error in the stream',
    { steps: [chunk({ content: 'x' }), { data: { error: { message: 'gone wrong' } } }] },
    { code: 'provider_unavailable', kind: 'unavailable' },
  ],
  [
    'an error of the service behind it',
    { steps: [{ data: { error: { code: 429, message: 'sk-secret' } } }] },
    { code: 'provider_unavailable', kind: 'rate' },
  ],
])('AI1 a service that answers %s fails with a code, and is asked once', async (_name, reply, expected) => {
  await using room = await start(reply)
  const failure = await room.ask().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CodedError)
  expect(failure).toMatchObject(expected)
  expect((failure as CodedError).message).not.toContain('sk-secret')
  expect(room.server.requests).toHaveLength(1)
})

it('AI1 a service that is not there is unavailable', async () => {
  await using room = await start()
  await room.server.close()
  await expect(room.ask()).rejects.toMatchObject({ code: 'provider_unavailable' })
})

it('AI2 a service that never answers is given up, with a code', async () => {
  await using room = await start({ before: new Promise(() => {}) })
  const provider = createOpenAIProvider({ apiKey: null, baseURL: room.server.baseURL, model: 'gpt', timeoutMs: 50 })
  const events = provider.stream({ model: 'm', messages: [], signal: new AbortController().signal })
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'provider_timeout' })
})
