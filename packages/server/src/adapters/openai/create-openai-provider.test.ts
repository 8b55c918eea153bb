import { expect, it } from 'vitest'
import type { ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { providerContract } from '../../testing/provider-contract/provider-contract.ts'
import { createScriptedOpenAI } from '../../testing/scripted-openai/create-scripted-openai.ts'
import { answer, callTools, chunk, refuse } from '../../testing/scripted-openai/openai-reply.ts'
import type { ServiceReply } from '../../testing/scripted-service/service-reply.ts'
import { createOpenAIProvider } from './create-openai-provider.ts'

const pieces = Array.from('Grüße 😀 und e\u0301 — שלום עולם, ganz ohne Verlust. ')

providerContract('openai', async () => {
  const server = await createScriptedOpenAI()
  server.always(answer(pieces, { pace: 2 }))
  return {
    provider: createOpenAIProvider({ apiKey: 'key', baseURL: server.baseURL, model: 'gpt', timeoutMs: 2_000 }),
    text: pieces.join(''),
    open: () => server.open,
    callsTool: () => server.next(callTools([{ id: 'c1', name: 'lookup', arguments: '{"of":"x"}' }])),
    [Symbol.asyncDispose]: () => server.close(),
  }
})

const start = async (...replies: ServiceReply[]) => {
  const server = await createScriptedOpenAI()
  server.next(...replies)
  const provider = createOpenAIProvider({
    apiKey: 'sk-secret',
    baseURL: server.baseURL,
    model: 'gpt',
    timeoutMs: 2_000,
  })
  const ask = async (request: Partial<ProviderRequest> = {}): Promise<ProviderEvent[]> => {
    const events: ProviderEvent[] = []
    const { signal } = new AbortController()
    for await (const event of provider.stream({
      model: 'm',
      messages: [{ role: 'user', text: 'Hi' }],
      signal,
      ...request,
    })) {
      events.push(event)
    }
    return events
  }
  return { server, provider, ask, [Symbol.asyncDispose]: () => server.close() }
}

const textOf = (events: ProviderEvent[]): string =>
  events.map(event => (event.type === 'text' ? event.text : '')).join('')
const types = (events: ProviderEvent[]): string[] => events.map(event => event.type)

it('AI1 asks with model, messages, bound and key, for a stream with its usage', async () => {
  await using room = await start(answer(['x']))
  await room.ask({
    model: 'small',
    messages: [
      { role: 'system', text: 'Be kind.' },
      { role: 'user', text: 'Hi' },
    ],
    maxTokens: 100,
    user: 'pseudonym',
  })
  const [asked] = room.server.requests
  expect(asked?.path).toBe('/v1/chat/completions')
  expect(asked?.headers.authorization).toBe('Bearer sk-secret')
  expect(asked?.body).toEqual({
    model: 'small',
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
    ],
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: 100,
    user: 'pseudonym',
  })
})

it('CV2 an answer that was begun is sent with the wish to go on', async () => {
  await using room = await start(answer(['x']))
  await room.ask({
    messages: [
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: 'Hello, I' },
    ],
  })
  const [asked] = room.server.requests
  expect(asked?.body.messages).toMatchObject([
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello, I' },
    { role: 'user', content: expect.stringContaining('Continue') },
  ])
})

it('RT2 text whose packets split code points anywhere comes out whole', async () => {
  for (const packet of [1, 2, 3, 7]) {
    await using room = await start(answer(pieces, { packet }))
    expect(textOf(await room.ask())).toBe(pieces.join(''))
  }
})

it('AI7 maps usage with its cached share, and what is missing or wrong is not known', async () => {
  const full = { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } }
  await using room = await start(
    answer(['x'], { usage: full }),
    answer(['x'], { usage: { prompt_tokens: -1, completion_tokens: 'many' } }),
  )
  expect(await room.ask()).toContainEqual({
    type: 'usage',
    usage: { input: 10, output: 4, cached: 8, estimated: false },
  })
  expect(await room.ask()).toContainEqual({
    type: 'usage',
    usage: { input: null, output: null, cached: null, estimated: false },
  })
})

it.each([
  ['length', 'length'],
  ['content_filter', 'filter'],
  ['tool_calls', 'stop'],
  ['something-new', 'stop'],
])('AI1 a finish reason of %s ends as %s', async (finish, reason) => {
  await using room = await start(answer(['x'], { finish }))
  expect((await room.ask()).at(-1)).toEqual({ type: 'end', reason })
})

it('AI10 reasoning comes under either name, and citations with their source', async () => {
  const steps = [
    chunk({ reasoning_content: 'First ' }),
    chunk({ reasoning: 'second.' }),
    chunk({
      content: 'Yes',
      annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.com', title: 'Example' } }],
    }),
    chunk({}, 'stop'),
  ]
  await using room = await start({ steps })
  expect(await room.ask()).toEqual([
    { type: 'connected' },
    { type: 'reasoning', text: 'First ' },
    { type: 'reasoning', text: 'second.' },
    { type: 'text', text: 'Yes' },
    { type: 'citation', title: 'Example', url: 'https://example.com', quote: null },
    { type: 'end', reason: 'stop' },
  ])
})

it('AI1 a refusal of the model is its answer', async () => {
  await using room = await start({ steps: [chunk({ refusal: 'I can’t help with that.' }), chunk({}, 'stop')] })
  expect(textOf(await room.ask())).toBe('I can’t help with that.')
})

it.each<[string, ServiceReply, string[]]>([
  ['without [DONE]', answer(['x'], { done: false }), ['connected', 'text', 'usage', 'end']],
  ['without usage', answer(['x'], { usage: null }), ['connected', 'text', 'end']],
  ['without a finish reason', answer(['x'], { finish: null }), ['connected', 'text', 'usage']],
  ['without any token', answer([], {}), ['connected', 'usage', 'end']],
  ['that is cut', { steps: [chunk({ content: 'x' }), { wait: 5 }, { cut: true }] }, ['connected', 'text']],
  [
    'that is cut after its end',
    { steps: [chunk({ content: 'x' }, 'stop'), { wait: 5 }, { cut: true }] },
    ['connected', 'text', 'end'],
  ],
  [
    'of empty chunks',
    {
      steps: [
        { data: {} },
        { data: { choices: [] } },
        { raw: ': comment\n\n' },
        chunk({ content: null }),
        chunk({}, 'stop'),
      ],
    },
    ['connected', 'end'],
  ],
])('AI2 a stream %s is taken for what it is', async (_name, reply, expected) => {
  await using room = await start(reply)
  expect(types(await room.ask())).toEqual(expected)
})

it('RT1 an abort ends a call that waits for its headers', async () => {
  await using room = await start({ before: new Promise(() => {}) })
  const abort = new AbortController()
  const asked = room.ask({ signal: abort.signal })
  await expect.poll(() => room.server.open).toBe(1)
  abort.abort()
  expect(await asked).toEqual([])
  await expect.poll(() => room.server.open).toBe(0)
})

it('AI1 a service that refuses to report usage is asked without, and not asked for it again', async () => {
  await using room = await start(
    refuse(400, 'Unrecognized request argument: stream_options'),
    answer(['x']),
    answer(['y']),
  )
  expect(textOf(await room.ask())).toBe('x')
  expect(textOf(await room.ask())).toBe('y')
  expect(room.server.requests.map(({ body }) => 'stream_options' in body)).toEqual([true, false, false])
})
