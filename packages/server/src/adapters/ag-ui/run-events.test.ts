import { expect, it } from 'vitest'
import type { ProviderEvent } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import {
  agentAnswer,
  agentEvent,
  agentMessage,
  agentToolCall,
  runFinished,
} from '../../testing/scripted-agent/agent-reply.ts'
import { run, startAgent } from '../../testing/scripted-agent/ask-agent.ts'
import type { ServiceStep } from '../../testing/scripted-service/service-reply.ts'

const pieces = Array.from('Grüße 😀 und e\u0301 — שלום עולם. ')

const said = (events: readonly ProviderEvent[]): string[] =>
  events.map(event => ('text' in event ? `${event.type}: ${event.text}` : event.type))
const tool = { name: 'open_cart', description: 'Opens the cart', parameters: { type: 'object' } }
const call = { id: 'call-1', name: 'open_cart', arguments: '{"at":1}' }

it('RT2 text whose packets split code points anywhere comes out whole', async () => {
  for (const packet of [1, 3, 7]) {
    await using room = await startAgent(agentAnswer(pieces, { packet }))
    expect(
      said(await room.ask())
        .filter(line => line.startsWith('text'))
        .map(line => line.slice(6))
        .join(''),
    ).toBe(pieces.join(''))
  }
})

it.each<[string, ServiceStep[], string[]]>([
  [
    'reasoning, under its names of today and of before',
    [
      agentEvent('REASONING_MESSAGE_CONTENT', { messageId: 'r', delta: 'Hm' }),
      agentEvent('REASONING_MESSAGE_CHUNK', { delta: ', well' }),
      agentEvent('THINKING_TEXT_MESSAGE_CONTENT', { delta: '.' }),
    ],
    ['reasoning: Hm', 'reasoning: , well', 'reasoning: .'],
  ],
  ['chunks', [agentEvent('TEXT_MESSAGE_CHUNK', { messageId: 'm', role: 'assistant', delta: 'Hi' })], ['text: Hi']],
  [
    'a second message, set apart from the first',
    [...agentMessage(['One'], 'a'), ...agentMessage(['Two'], 'b')],
    ['text: One', 'text: \n\nTwo'],
  ],
  [
    'messages of others, which are none of the answer',
    [
      ...agentMessage(['You said'], 'u', 'user'),
      agentEvent('TEXT_MESSAGE_CHUNK', { messageId: 's', role: 'system', delta: 'x' }),
      ...agentMessage(['Yes']),
    ],
    ['text: Yes'],
  ],
  [
    'what a subagent says, as work on the answer',
    [agentEvent('TEXT_MESSAGE_CONTENT', { messageId: 's', subagentRunId: 'sub', delta: 'Looking' })],
    ['reasoning: Looking'],
  ],
  [
    'state, steps, custom and unknown events, which are passed over',
    [
      agentEvent('STATE_SNAPSHOT', { snapshot: { a: 1 } }),
      agentEvent('STEP_STARTED', { stepName: 'x' }),
      agentEvent('CUSTOM', { name: 'x', value: 1 }),
      agentEvent('SOMETHING_NEW'),
      { data: [1, 2] },
      { data: { type: 5 } },
    ],
    [],
  ],
  [
    'a snapshot, where that is all it says',
    [
      agentEvent('MESSAGES_SNAPSHOT', {
        messages: [
          { id: '0', role: 'assistant', content: 'Earlier' },
          { id: '1', role: 'user', content: 'Hi' },
          { id: '2', role: 'assistant', content: 'Only here' },
        ],
      }),
    ],
    ['text: Only here'],
  ],
  [
    'a snapshot of what it said already, once',
    [
      ...agentMessage(['Said']),
      agentEvent('MESSAGES_SNAPSHOT', { messages: [{ id: 'message', role: 'assistant', content: 'Said' }] }),
    ],
    ['text: Said'],
  ],
])('AI1.3 an agent’s run gives %s', async (_name, steps, expected) => {
  await using room = await startAgent(run(...steps, runFinished()))
  expect(said(await room.ask())).toEqual(['connected', ...expected, 'end'])
})

it('AI1.3 what an interrupted agent asks for is shown', async () => {
  const interrupts = [
    { id: '1', reason: 'approval', message: 'Shall I book it?' },
    { id: '2', reason: 'none' },
  ]
  const finished = runFinished({ outcome: { type: 'interrupt', interrupts } })
  await using room = await startAgent(run(...agentMessage(['Found one.']), finished), run(finished))
  expect(said(await room.ask())).toEqual(['connected', 'text: Found one.', 'text: \n\nShall I book it?', 'end'])
  expect(said(await room.ask())).toEqual(['connected', 'text: Shall I book it?', 'end'])
})

it('AI10 a tool that the agent ran itself is shown with its result', async () => {
  const result = agentEvent('TOOL_CALL_RESULT', { messageId: 'x', toolCallId: 'call-1', content: 'three items' })
  await using room = await startAgent(
    run(...agentToolCall('call-1', 'open_cart', ['{"at"', ':1}']), result, runFinished()),
  )
  expect(await room.ask({ tools: [tool] })).toEqual([
    { type: 'connected' },
    { type: 'tool-done', call, result: 'three items', failed: false },
    { type: 'end', reason: 'stop' },
  ])
})

it('AI10 a tool of ours is asked for, after its last piece', async () => {
  const chunks = [
    agentEvent('TOOL_CALL_CHUNK', { toolCallId: 'call-1', toolCallName: 'open_cart', delta: '{"at"' }),
    agentEvent('TOOL_CALL_CHUNK', { delta: ':1}' }),
  ]
  for (const steps of [agentToolCall('call-1', 'open_cart', ['{"at"', ':1}']), chunks]) {
    await using room = await startAgent(run(...steps, runFinished()))
    expect(await room.ask({ tools: [tool] })).toEqual([
      { type: 'connected' },
      { type: 'tool-call', call },
      { type: 'end', reason: 'tools' },
    ])
  }
})

it('AI10 a tool that nobody declared is the agent’s own, also without a result', async () => {
  const stray = agentEvent('TOOL_CALL_RESULT', { messageId: 'x', toolCallId: 'nobody', content: 'x' })
  await using room = await startAgent(run(stray, ...agentToolCall('1', 'look_up', ['{}']), runFinished()))
  expect((await room.ask()).slice(1)).toEqual([
    { type: 'tool-done', call: { id: '1', name: 'look_up', arguments: '{}' }, result: '', failed: false },
    { type: 'end', reason: 'stop' },
  ])
})

it('AI7 usage is summed over the run’s models, also of one that failed', async () => {
  const usage = [
    { model: 'a', inputTokens: 5, outputTokens: 2, cachedInputTokens: 3 },
    { model: 'b', inputTokens: 1, outputTokens: -4 },
    'nonsense',
  ]
  const event: ProviderEvent = { type: 'usage', usage: { input: 6, output: 2, cached: 3, estimated: false } }
  await using room = await startAgent(
    run(runFinished({ usage })),
    run(agentEvent('RUN_ERROR', { message: 'x', usage })),
  )
  expect(await room.ask()).toContainEqual(event)
  const heard: ProviderEvent[] = []
  await expect(room.ask({}, heard)).rejects.toBeInstanceOf(ProviderFailure)
  expect(heard).toContainEqual(event)
})
