import { RunAgentInputSchema } from '@ag-ui/core/schemas'
import { expect, it } from 'vitest'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import { providerContract } from '../../testing/provider-contract/provider-contract.ts'
import {
  agentAnswer,
  agentEvent,
  agentMessage,
  agentToolCall,
  runFinished,
} from '../../testing/scripted-agent/agent-reply.ts'
import { run, startAgent } from '../../testing/scripted-agent/ask-agent.ts'
import { createScriptedAgent } from '../../testing/scripted-agent/create-scripted-agent.ts'
import type { ServiceReply, ServiceStep } from '../../testing/scripted-service/service-reply.ts'
import { createAgUiProvider } from './create-ag-ui-provider.ts'

const pieces = Array.from('Grüße 😀 und e\u0301 — שלום עולם. ')

const paced = (): ServiceReply => {
  const { steps = [] } = agentAnswer(pieces)
  return { steps: steps.flatMap(step => [{ wait: 2 }, step]) }
}

providerContract('ag-ui', async () => {
  const agent = await createScriptedAgent()
  agent.always(paced)
  return {
    provider: createAgUiProvider({ url: agent.url, token: null, model: 'agent' }),
    text: pieces.join(''),
    open: () => agent.open,
    callsTool: () => agent.next(run(...agentToolCall('c1', 'lookup', ['{"of":', '"x"}']), runFinished())),
    [Symbol.asyncDispose]: () => agent.close(),
  }
})

const tool = { name: 'open_cart', description: 'Opens the cart', parameters: { type: 'object' } }
const call = { id: 'call-1', name: 'open_cart', arguments: '{"at":1}' }

it('AI1.3 the agent gets a run as the protocol has it, with its token', async () => {
  await using room = await startAgent()
  await room.ask({
    messages: [
      { role: 'system', text: 'Be kind.' },
      { role: 'user', text: 'Open it' },
      { role: 'assistant', text: '', calls: [call] },
      { role: 'tool', call: 'call-1', name: 'open_cart', text: 'done' },
    ],
    tools: [tool],
    thread: 'thread-1',
    maxTokens: 50,
    user: 'pseudonym',
  })
  const [asked] = room.agent.requests
  expect(asked?.path).toBe('/runs')
  expect(asked?.headers).toMatchObject({ authorization: 'Bearer token-secret', accept: 'text/event-stream' })
  expect(RunAgentInputSchema.safeParse(asked?.body).success).toBe(true)
  expect(asked?.body).toMatchObject({
    threadId: 'thread-1',
    tools: [tool],
    forwardedProps: { model: 'm', maxTokens: 50, user: 'pseudonym' },
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Open it' },
      {
        role: 'assistant',
        toolCalls: [{ id: 'call-1', type: 'function', function: { name: 'open_cart', arguments: '{"at":1}' } }],
      },
      { role: 'tool', content: 'done', toolCallId: 'call-1' },
    ],
  })
})

it('AI1.3 a message has the same id in each run, and no two have the same', async () => {
  await using room = await startAgent()
  const first = { role: 'user', text: 'Hi' } as const
  await room.ask({ thread: 't', messages: [first] })
  await room.ask({ thread: 't', messages: [first, { role: 'assistant', text: 'Hello' }, first] })
  const [before, after] = room.agent.requests.map(({ body }) =>
    (body.messages as { id: string }[]).map(message => message.id),
  )
  expect(after?.[0]).toBe(before?.[0])
  expect(new Set(after).size).toBe(3)
})

it('CV2 an answer that was begun is sent with the wish to go on', async () => {
  await using room = await startAgent()
  await room.ask({ messages: [{ role: 'assistant', text: 'Hello, I' }] })
  expect(room.agent.requests[0]?.body.messages).toMatchObject([{ content: 'Hello, I' }, { role: 'user' }])
})

it.each<[string, ServiceReply, object]>([
  ['401', { status: 401, json: {} }, { kind: 'key' }],
  ['404', { status: 404, json: {} }, { kind: 'model' }],
  ['429', { status: 429, json: {}, headers: { 'retry-after': '7' } }, { kind: 'rate', retryAfter: 7 }],
  ['503', { status: 503, json: {} }, { kind: 'unavailable' }],
  ['a page instead of a stream', { json: 'x', headers: { 'content-type': 'text/html' } }, { kind: 'malformed' }],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { kind: 'network' }],
  ['broken JSON', run({ raw: 'data: {"type": \n\n' }), { kind: 'malformed' }],
  ['an error of its run', run(agentEvent('RUN_ERROR', { message: 'sk-secret' })), { kind: 'unavailable' }],
  ['an error with a status', run(agentEvent('RUN_ERROR', { message: 'x', code: '429' })), { kind: 'rate' }],
  ['an error of quota', run(agentEvent('RUN_ERROR', { message: 'x', code: 'quota_exceeded' })), { kind: 'rate' }],
  ['an error of its key', run(agentEvent('RUN_ERROR', { message: 'x', code: 'auth_failed' })), { kind: 'key' }],
  [
    'too long a request',
    run(agentEvent('RUN_ERROR', { message: 'x', code: 'context_length' })),
    { kind: 'context-length' },
  ],
  ['a time-out of its own', run(agentEvent('RUN_ERROR', { message: 'x', code: 'TIMEOUT' })), { kind: 'timeout' }],
])('AI1.3 an agent that answers %s fails with its kind, and is asked once', async (_name, reply, expected) => {
  await using room = await startAgent(reply)
  const failure = await room.ask().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ProviderFailure)
  expect(failure).toMatchObject(expected)
  expect(`${(failure as Error).message}`).not.toContain('secret')
  expect(room.agent.requests).toHaveLength(1)
})

it('AI1.3 an agent that is not there cannot be reached', async () => {
  await using room = await startAgent()
  await room.agent.close()
  await expect(room.ask()).rejects.toMatchObject({ kind: 'network' })
})

it.each<[string, ServiceStep[]]>([
  ['is cut', [...agentMessage(['x']), { cut: true }]],
  ['stops without its end', agentMessage(['x'])],
  ['was cancelled where it runs', [...agentMessage(['x']), runFinished({ outcome: { type: 'cancelled' } })]],
])('AI2.6 a run that %s has no end', async (_name, steps) => {
  await using room = await startAgent(run(...steps))
  const events = await room.ask()
  expect(events).toContainEqual({ type: 'text', text: 'x' })
  expect(events.some(({ type }) => type === 'end')).toBe(false)
})

it('SE8 an agent that calls tools without end, or with arguments without end, is refused', async () => {
  const many = Array.from({ length: 1_001 }, (_, n) =>
    agentEvent('TOOL_CALL_START', { toolCallId: `${n}`, toolCallName: 'x' }),
  )
  const piece = 'x'.repeat(1024 * 1024)
  const long = agentToolCall('1', 'x', [piece, piece, piece, piece, piece])
  for (const steps of [many, long]) {
    await using room = await startAgent(run(...steps))
    await expect(room.ask()).rejects.toMatchObject({ kind: 'malformed' })
  }
})

it('RT1 an abort ends a call that waits for its headers', async () => {
  await using room = await startAgent({ before: new Promise(() => {}) })
  const abort = new AbortController()
  const asked = room.ask({ signal: abort.signal })
  await expect.poll(() => room.agent.open).toBe(1)
  abort.abort()
  expect(await asked).toEqual([])
  await expect.poll(() => room.agent.open).toBe(0)
})
