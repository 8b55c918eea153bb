import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ProviderRequest } from '../ports/provider.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'
import { defaultToolSettings } from './tool-settings.ts'

const run = fakeTime()

const calls = (...asked: [id: string, name: string, args: string][]): ProviderStep[] => [
  { type: 'connected' },
  ...asked.map(([id, name, args]): ProviderStep => ({ type: 'tool-call', call: { id, name, arguments: args } })),
  { type: 'usage', usage: { input: 10, output: 2, cached: 1, estimated: false } },
  { type: 'end', reason: 'tools' },
]

/** One script a request, the last one for all that follow. */
const rounds = (...scripts: readonly ProviderStep[][]) => {
  let n = 0
  return () => scripts[Math.min(n++, scripts.length - 1)] ?? []
}

const told = (request: ProviderRequest | undefined) => request?.messages.slice(-2)

it('AI10 a tool’s result is told to the model, which goes on in the same answer', async () => {
  const clock = scriptedTool('clock', async () => ({
    text: 'noon',
    citations: [{ title: 'Clock', url: null, quote: 'noon' }],
  }))
  const script = rounds(
    [{ type: 'connected' }, { type: 'text', text: 'Let me look. ' }, ...calls(['c1', 'clock', '{}']).slice(1)],
    say('It is noon.'),
  )
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(clock) })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run()
  const parts = [
    { kind: 'text', text: 'Let me look. ' },
    {
      kind: 'tool',
      call: 'c1',
      name: 'clock',
      title: 'The clock',
      runsOn: 'server',
      state: 'done',
      arguments: '{}',
      result: 'noon',
    },
    { kind: 'citation', number: 1, title: 'Clock', url: null, quote: 'noon' },
    { kind: 'text', text: 'It is noon.' },
  ]
  expect(rig.store.message('a').parts).toEqual(parts)
  expect(reader.partsOf('a')).toEqual(parts)
  expect(reader.misfits).toEqual([])
  expect(told(rig.provider.requests[1])).toEqual([
    { role: 'assistant', text: 'Let me look. ', calls: [{ id: 'c1', name: 'clock', arguments: '{}' }] },
    { role: 'tool', call: 'c1', name: 'clock', text: expect.stringMatching(/^noon\n/) },
  ])
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done', reason: 'stop', usage: { input: 13, output: 3 } })
  expect(rig.ends).toHaveLength(1)
})

it('AI10 the model is offered the tools with their schemas', async () => {
  const clock = scriptedTool('clock', async () => ({ text: '' }), { parameters: z.object({ zone: z.string() }) })
  await using rig = createGenerationRig({ script: say('Hi'), toolBox: toolBoxWith(clock) })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.provider.requests[0]?.tools).toMatchObject([
    { name: 'clock', parameters: { type: 'object', required: ['zone'], properties: { zone: { type: 'string' } } } },
  ])
})

it('AI10.1 calls of one round run at the same time, and are answered in their order', async () => {
  let [most, now] = [0, 0]
  const tool = scriptedTool('wait', async input => {
    most = Math.max(most, ++now)
    await new Promise(resolve => setTimeout(resolve, (input as { of: string }).of === 'first' ? 300 : 100))
    now--
    return { text: `${(input as { of: string }).of} done` }
  })
  const script = rounds(
    calls(['1', 'wait', '{"of":"first"}'], ['2', 'wait', '{"of":"second"}'], ['3', 'wait', '{"of":"third"}']),
    say('Done.'),
  )
  const settings = { tools: { ...defaultToolSettings, parallel: 2 } }
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(tool), settings })
  rig.ask({ id: 'a' })
  await run(2_000)
  expect(most).toBe(2)
  expect(rig.provider.requests[1]?.messages.slice(-3).map(({ text }) => text)).toEqual([
    'first done',
    'second done',
    'third done',
  ])
  expect(rig.store.message('a').parts.map(part => part.kind === 'tool' && part.result)).toEqual([
    'first done',
    'second done',
    'third done',
    false,
  ])
})

it.each([
  ['an unknown name', 'nothing', '{}', /no tool nothing/],
  ['arguments that are no JSON', 'clock', '{"of":', /not a JSON object/],
  ['arguments that are no object', 'clock', '[1]', /not a JSON object/],
  ['arguments that do not fit', 'clock', '{"of":1}', /of: /],
  ['endless arguments', 'clock', `{"of":"${'x'.repeat(100_001)}"}`, /too long/],
])(
  'AI10.5 %s is told to the model as an error, shown as failed, and the answer goes on',
  async (_, name, args, words) => {
    const clock = scriptedTool('clock', async () => ({ text: 'noon' }))
    await using rig = createGenerationRig({
      script: rounds(calls(['c', name, args]), say('Well.')),
      toolBox: toolBoxWith(clock),
    })
    rig.ask({ id: 'a' })
    await run()
    const [part] = rig.store.message('a').parts
    expect(part).toMatchObject({ kind: 'tool', state: 'failed', result: expect.stringMatching(words) })
    expect(rig.provider.requests[1]?.messages.at(-1)).toMatchObject({
      role: 'tool',
      text: expect.stringMatching(words),
    })
    expect(rig.store.row('a').ending).toMatchObject({ state: 'done' })
  },
)

it('AI10.5 a tool that throws, and one that never answers, fail in words; no secret of the error is told', async () => {
  const throws = scriptedTool('throws', async () => {
    throw new Error('password=1234')
  })
  const hangs = scriptedTool('hangs', () => new Promise(() => {}), { timeoutMs: 2_000 })
  const script = rounds(calls(['1', 'throws', '{}'], ['2', 'hangs', '']), say('Sorry.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(throws, hangs) })
  rig.ask({ id: 'a' })
  await run(3_000)
  const results = rig.store.message('a').parts.flatMap(part => (part.kind === 'tool' ? [part.state, part.result] : []))
  expect(results).toEqual([
    'failed',
    'The tool failed.',
    'failed',
    'The tool did not answer within 2 s and was stopped.',
  ])
  expect(JSON.stringify(rig.provider.requests)).not.toContain('1234')
  expect(rig.stored('a')).toBe('Sorry.')
})

it('AI10.1 the loop is bounded: after so many rounds the model is told to answer without tools', async () => {
  const clock = scriptedTool('clock', async () => ({ text: 'noon' }))
  const script = (request: ProviderRequest) => (request.tools ? calls(['same', 'clock', '{}']) : say('Enough.'))
  const settings = { tools: { ...defaultToolSettings, maxRounds: 3 } }
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(clock), settings })
  rig.ask({ id: 'a' })
  await run(2_000)
  expect(rig.provider.requests).toHaveLength(4)
  expect(rig.provider.requests[3]?.messages.at(-1)).toMatchObject({ role: 'system', text: /Answer now/ })
  expect(rig.stored('a')).toBe('Enough.')
  const ids = rig.store.message('a').parts.flatMap(part => (part.kind === 'tool' ? [part.call] : []))
  expect(new Set(ids).size).toBe(3)
})

it('AI10.1 calls beyond the most of an answer are refused; one that only wants tools ends so that it may go on', async () => {
  let ran = 0
  const clock = scriptedTool('clock', async () => ({ text: `${++ran}` }))
  const script = () => calls(['', 'clock', '{}'], ['', 'clock', '{}'], ['', 'clock', '{}'])
  const settings = { tools: { ...defaultToolSettings, maxCalls: 2 } }
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(clock), settings })
  rig.ask({ id: 'a' })
  await run(2_000)
  expect(ran).toBe(2)
  expect(rig.store.message('a').parts.map(part => part.kind === 'tool' && part.state)).toEqual([
    'done',
    'done',
    'failed',
  ])
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done', reason: 'length' })
})

it('AI10.5 what a tool answers is bounded, and all of an answer together', async () => {
  const tool = scriptedTool('long', async () => ({ text: 'x'.repeat(200_000) }))
  const script = rounds(calls(['1', 'long', '{}'], ['2', 'long', '{}']), say('Long.'))
  const settings = { tools: { ...defaultToolSettings, maxLength: 150_000 } }
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(tool), settings })
  rig.ask({ id: 'a' })
  await run()
  const lengths = rig.store.message('a').parts.flatMap(part => (part.kind === 'tool' ? [part.result?.length] : []))
  expect(lengths[0]).toBe(100_000)
  expect(lengths[1]).toBeLessThanOrEqual(50_000)
})

it('AI10.6 stop while a tool runs aborts it; its call is left as interrupted, and nothing more is asked', async () => {
  const signals: AbortSignal[] = []
  const hangs = scriptedTool('hangs', (_, { signal }) => {
    signals.push(signal)
    return new Promise(() => {})
  })
  await using rig = createGenerationRig({ script: calls(['1', 'hangs', '{}']), toolBox: toolBoxWith(hangs) })
  rig.ask({ id: 'a' })
  await run(500)
  expect(signals[0]?.aborted).toBe(false)
  await rig.stop('a')
  await run()
  expect(signals[0]?.aborted).toBe(true)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped' })
  expect(rig.store.message('a').parts).toMatchObject([{ kind: 'tool', state: 'interrupted', result: null }])
  expect(rig.provider.requests).toHaveLength(1)
})

it('AI7 each request is a call of its own: the first for the answer, the others for its tools', async () => {
  const clock = scriptedTool('clock', async () => ({ text: 'noon' }))
  const script = rounds(calls(['1', 'clock', '{}']), calls(['2', 'clock', '{}']), say('Noon.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(clock) })
  const finish = vi.spyOn(rig.store, 'finishGeneration')
  rig.ask({ id: 'a' })
  await run()
  const made = finish.mock.calls[0]?.[0].calls ?? []
  expect(made.map(({ purpose, input }) => [purpose, input])).toEqual([
    ['answer', 10],
    ['tool', 10],
    ['tool', 3],
  ])
})

it('AI2.1 a call whose arguments take long is not silence', async () => {
  const piece: ProviderStep[] = [{ type: 'wait', ms: 20_000 }, { type: 'tool-progress' }]
  const slow = [...piece, ...piece, ...piece, ...calls(['1', 'clock', '{}']).slice(1)]
  const clock = scriptedTool('clock', async () => ({ text: 'noon' }))
  const script = rounds([{ type: 'connected' }, ...slow], say('Noon.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(clock) })
  rig.ask({ id: 'a' })
  await run(62_000)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done' })
  expect(rig.provider.requests).toHaveLength(2)
})
