import type { Message, ServerFrameOf, ThreadEntry } from '@chat-view/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createScriptedOpenAI, type ScriptedOpenAI } from '../testing/scripted-openai/create-scripted-openai.ts'
import { answer, chunk, refuse } from '../testing/scripted-openai/openai-reply.ts'
import type { ServiceReply, ServiceStep } from '../testing/scripted-service/service-reply.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { RestUser, textOfMessage } from '../testing/whole-server/rest-user.ts'
import { type ServerHere, startHere } from '../testing/whole-server/start-here.ts'

let ai: ScriptedOpenAI
let patient: ServerHere
let hasty: ServerHere

const keyOfService = 'sk-scripted-secret'

const start = (timeouts: Readonly<Record<string, string>>): Promise<ServerHere> =>
  startHere({
    AI_PROVIDER: 'openai',
    AI_MODEL: 'scripted-1',
    OPENAI_API_KEY: keyOfService,
    OPENAI_BASE_URL: ai.baseURL,
    AI_RETRIES: '1',
    AI_RETRY_WAIT: '10ms',
    AI_RETRY_WAIT_MAX: '2s',
    AI_BREAKER_FAILURES: '1000',
    ...timeouts,
  })

beforeAll(async () => {
  ai = await createScriptedOpenAI()
  patient = await start({})
  hasty = await start({ AI_TIMEOUT_CONNECT: '1s', AI_TIMEOUT_FIRST_TOKEN: '2s', AI_TIMEOUT_IDLE: '1s' })
})
afterAll(async () => {
  await patient[Symbol.asyncDispose]()
  await hasty[Symbol.asyncDispose]()
  await ai.close()
})

interface Expected {
  readonly state: string
  readonly reason: string
  /** How often the service was asked. */
  readonly asked: number
  readonly text?: string | RegExp
}

const never = new Promise<never>(() => {})
const piece = (text: string): ServiceStep => chunk({ content: text })
const streams = (...steps: ServiceStep[]): ServiceReply => ({ steps })
const stop = chunk({}, 'stop')
const done: ServiceStep = { raw: 'data: [DONE]\n\n' }
const megabyte = 'x'.repeat(1_000_000)

const cases: [string, ServiceReply | readonly ServiceReply[], Expected][] = [
  [
    'refuses the key',
    refuse(401, `Incorrect API key provided: ${keyOfService}`),
    { state: 'failed', reason: 'key-refused', asked: 1 },
  ],
  [
    'is not paid',
    { status: 429, json: { error: { message: 'x', code: 'insufficient_quota' } } },
    { state: 'failed', reason: 'key-refused', asked: 1 },
  ],
  [
    'does not know the model',
    refuse(404, 'The model does not exist'),
    { state: 'failed', reason: 'model-unknown', asked: 1 },
  ],
  [
    'finds the prompt too long',
    refuse(400, 'This model’s maximum context length is 5 tokens'),
    { state: 'failed', reason: 'context-length', asked: 1 },
  ],
  ['refuses the request', refuse(400, 'no'), { state: 'failed', reason: 'provider_failed', asked: 1 }],
  ['is out of capacity', refuse(429, 'slow down'), { state: 'failed', reason: 'provider_unavailable', asked: 2 }],
  [
    'asks for an hour’s patience',
    refuse(429, 'later', { 'retry-after': '3600' }),
    { state: 'failed', reason: 'provider_unavailable', asked: 1 },
  ],
  ['is down', refuse(503, 'down'), { state: 'failed', reason: 'provider_unavailable', asked: 2 }],
  ['is broken', refuse(500, 'oops'), { state: 'failed', reason: 'provider_unavailable', asked: 2 }],
  ['never takes the request', { before: never }, { state: 'failed', reason: 'connect-timeout', asked: 2 }],
  ['never says anything', streams({ until: never }), { state: 'failed', reason: 'first-token-timeout', asked: 2 }],
  [
    'falls silent',
    streams(piece('So far'), { until: never }),
    { state: 'interrupted', reason: 'idle-timeout', asked: 1, text: 'So far' },
  ],
  [
    'is cut before its first word',
    streams(chunk({ role: 'assistant' }), { cut: true }),
    { state: 'interrupted', reason: 'cut', asked: 2 },
  ],
  [
    'is cut in the middle',
    streams(piece('So far'), { cut: true }),
    { state: 'interrupted', reason: 'cut', asked: 1, text: 'So far' },
  ],
  [
    'stops without its end',
    streams(piece('So far')),
    { state: 'interrupted', reason: 'cut', asked: 1, text: 'So far' },
  ],
  [
    'sends an error in its stream',
    streams({ data: { error: { message: keyOfService } } }),
    { state: 'failed', reason: 'provider_unavailable', asked: 2 },
  ],
  [
    'sends an error after its first words',
    streams(piece('So far'), { data: { error: { message: keyOfService } } }),
    { state: 'interrupted', reason: 'provider_unavailable', asked: 1, text: 'So far' },
  ],
  [
    'sends broken JSON',
    streams({ raw: 'data: {"choices": [\n\n' }),
    { state: 'failed', reason: 'provider_failed', asked: 1 },
  ],
  [
    'sends one line without end',
    streams({ raw: `data: ${megabyte.repeat(6)}` }),
    { state: 'failed', reason: 'provider_failed', asked: 1 },
  ],
  [
    'answers with ten megabytes',
    streams(...Array.from({ length: 10 }, () => piece(megabyte)), stop, done),
    { state: 'interrupted', reason: 'too-long', asked: 1, text: /^x{1000000}/ },
  ],
  [
    'filters its answer',
    answer(['So far'], { finish: 'content_filter' }),
    { state: 'blocked', reason: 'filter', asked: 1 },
  ],
  ['answers with no token', answer([]), { state: 'done', reason: 'stop', asked: 1, text: '' }],
  ['reports no usage', answer(['Fine'], { usage: null }), { state: 'done', reason: 'stop', asked: 1, text: 'Fine' }],
  [
    'reports absurd usage',
    answer(['Fine'], { usage: { prompt_tokens: 1e300, completion_tokens: -5 } }),
    { state: 'done', reason: 'stop', asked: 1, text: 'Fine' },
  ],
  [
    'sends invalid UTF-8',
    streams(
      {
        raw: Buffer.from([
          ...Buffer.from('data: {"choices":[{"delta":{"content":"a'),
          0xff,
          ...Buffer.from('b"}}]}\n\n'),
        ]),
      },
      stop,
      done,
    ),
    { state: 'done', reason: 'stop', asked: 1, text: 'a\uFFFDb' },
  ],
  [
    'sends half an emoji',
    streams({ raw: 'data: {"choices":[{"delta":{"content":"a\\ud83d"}}]}\n\n' }, stop, done),
    { state: 'done', reason: 'stop', asked: 1, text: 'a\uFFFD' },
  ],
  ['fails once', [refuse(503, 'down'), answer(['Fine'])], { state: 'done', reason: 'stop', asked: 2, text: 'Fine' }],
]

/** How often the world was told that this generation ended. */
const endsOf = (client: SocketClient, generation: string): number =>
  client.frames.filter(
    ({ type, ...frame }) =>
      type === 'event' &&
      (frame as ServerFrameOf<'event'>).event.type === 'answer.ended' &&
      JSON.stringify(frame).includes(generation),
  ).length

it.each(cases)(
  'AI2 a service that %s: one end, in its words; the question is kept and can be asked again',
  async (_name, replies, expected) => {
    const list = Array.isArray(replies) ? (replies as readonly ServiceReply[]) : null
    ai.always(list?.at(-1) ?? (replies as ServiceReply))
    ai.next(...(list?.slice(0, -1) ?? []))
    const server = expected.reason.endsWith('-timeout') ? hasty : patient
    const rest = await RestUser.signIn(server.url)
    await using client = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
    await client.hello(rest.token)
    ai.requests.length = 0
    const { thread, answer: begun } = await rest.post<{ thread: ThreadEntry; answer: Message }>('/v1/threads', {
      message: { text: 'Why?' },
    })
    await client.subscribe({ thread: thread.id })
    await client.until(() => client.answers.ended(begun.id))
    const { items } = await rest.get<{ items: Message[] }>(`/v1/threads/${thread.id}/messages`)
    expect(items.map(message => message.role)).toEqual(['user', 'assistant'])
    const [question, ended] = items as [Message, Message]
    expect(textOfMessage(question)).toBe('Why?')
    expect(ended.generation).toMatchObject({ state: expected.state, end: { reason: expected.reason } })
    expect(textOfMessage(ended)).toMatch(
      typeof expected.text === 'object' ? expected.text : new RegExp(`^${expected.text ?? '.*'}$`, 'u'),
    )
    expect(ai.requests).toHaveLength(expected.asked)

    ai.always(answer(['Now ', 'it works.']))
    const again = await rest.post<{ message: Message }>(`/v1/messages/${begun.id}/regenerate`, {})
    const generation = again.message.generation?.id ?? ''
    await client.until(() => endsOf(client, generation) > 0)
    const after = await rest.get<Message>(`/v1/messages/${begun.id}`)
    expect([after.generation?.state, textOfMessage(after)]).toEqual(['done', 'Now it works.'])
    expect(endsOf(client, begun.generation?.id ?? '')).toBeLessThanOrEqual(1)
    expect(client.answers.violations).toEqual([])
  },
)

it('SE9 neither key nor question nor what the service said is in the log', () => {
  const log = [...patient.logged, ...hasty.logged].join('\n')
  expect(log).toContain('a try of a provider is over')
  for (const text of [keyOfService, 'Why?', 'So far', 'slow down']) expect(log).not.toContain(text)
})
