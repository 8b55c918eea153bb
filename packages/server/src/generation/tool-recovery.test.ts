import type { MessagePart } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'
import type { ToolPart } from './tool-part.ts'

const run = fakeTime()

const callsOnce = (...names: string[]): ProviderStep[] => [
  { type: 'connected' },
  ...names.map((name, n): ProviderStep => ({ type: 'tool-call', call: { id: `c${n}`, name, arguments: '{}' } })),
  { type: 'end', reason: 'tools' },
]

const toolPart = (part: Partial<ToolPart>): ToolPart => ({
  kind: 'tool',
  call: 'old',
  name: 'pay',
  title: null,
  runsOn: 'server',
  state: 'interrupted',
  arguments: '{}',
  result: null,
  ...part,
})

it('AI10.2 calls that were open when their node died are left as interrupted or not run, for row and readers', async () => {
  const hangs = scriptedTool('hangs', () => new Promise(() => {}), { timeoutMs: 100_000 })
  const asks = scriptedTool('asks', async () => ({ text: '' }), { approval: true })
  const toolBox = toolBoxWith(hangs, asks)
  await using rig = createGenerationRig({ script: callsOnce('hangs', 'asks'), toolBox })
  rig.ask({ id: 'a' })
  await run()
  await rig.generations.close()
  await using next = Object.assign(rig.start('node-2'), { [Symbol.asyncDispose]: async () => {} })
  await next.recover()
  await run()
  expect(rig.store.row('a').ending).toMatchObject({ state: 'interrupted', reason: 'node-lost' })
  expect(rig.store.message('a').parts).toMatchObject([
    { call: 'c0', state: 'interrupted', result: null },
    { call: 'c1', state: 'failed', result: expect.stringMatching(/not run/) },
  ])
  expect(rig.store.message('a').parts[1]).not.toHaveProperty('decider')
  const entries = await rig.log.read('a')
  expect(entries.at(-1)?.items.map(({ kind }) => kind)).toEqual(['part', 'part', 'end'])
  await next.close()
})

it('AI10.2 Continue tells the model that the outcome of a call is not known, and does not run it again', async () => {
  let ran = 0
  const pay = scriptedTool('pay', async () => ({ text: `${++ran}` }))
  let asked = 0
  const script = () => (asked++ === 0 ? callsOnce('pay') : say('I do not know.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(pay) })
  const base: MessagePart[] = [{ kind: 'text', text: 'I will pay. ' }, toolPart({})]
  rig.ask({ id: 'a', base })
  await run()
  expect(rig.provider.requests[0]?.messages.slice(-2)).toMatchObject([
    { role: 'assistant', text: 'I will pay. ', calls: [{ id: 'old', name: 'pay' }] },
    { role: 'tool', call: 'old', text: expect.stringMatching(/not known/) },
  ])
  // The model asked for the very same again.
  expect(ran).toBe(0)
  expect(rig.store.message('a').parts.slice(1)).toMatchObject([
    { call: 'old', state: 'interrupted' },
    { call: 'c0', state: 'failed', result: expect.stringMatching(/not run again/) },
    { kind: 'text', text: 'I do not know.' },
  ])
})

it('AI10.2 what Continue says after a call stands behind it, and is told so when it is continued again', async () => {
  await using rig = createGenerationRig({ script: say('It is not known.'), toolBox: toolBoxWith() })
  const base: MessagePart[] = [{ kind: 'text', text: 'I will pay. ' }, toolPart({})]
  rig.ask({ id: 'a', base })
  await run()
  const { parts } = rig.store.message('a')
  expect(parts).toMatchObject([base[0], { call: 'old' }, { kind: 'text', text: 'It is not known.' }])
  rig.ask({ id: 'b', base: parts })
  await run()
  const told = rig.provider.requests.at(-1)?.messages.slice(-3)
  expect(told?.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant'])
  expect(told?.at(-1)?.text).toBe('It is not known.')
})

it('AI10.2 Continue runs an idempotent call again, once, in its own place', async () => {
  let ran = 0
  const look = scriptedTool('look', async () => ({ text: `seen ${++ran}` }), { idempotent: true })
  await using rig = createGenerationRig({ script: say('Seen.'), toolBox: toolBoxWith(look) })
  rig.ask({ id: 'a', base: [toolPart({ name: 'look' })] })
  await run()
  expect(ran).toBe(1)
  expect(rig.store.message('a').parts).toMatchObject([
    { call: 'old', state: 'done', result: 'seen 1' },
    { kind: 'text', text: 'Seen.' },
  ])
  expect(rig.provider.requests[0]?.messages.at(-1)).toMatchObject({ role: 'tool', text: 'seen 1' })
})

it('AI10.2 a log that forgot is told of changed calls again', async () => {
  const look = scriptedTool('look', async () => ({ text: 'seen' }), { idempotent: true })
  let forget = false
  await using rig = createGenerationRig({ script: say('Seen.'), toolBox: toolBoxWith(look) })
  rig.log.fault = ({ entry }) => {
    const ends = entry.items.some(({ kind }) => kind === 'end')
    if (!ends || forget) return undefined
    forget = true
    return 'forget'
  }
  rig.ask({ id: 'a', base: [toolPart({ name: 'look' })] })
  await run(3_000)
  const items = (await rig.log.read('a')).flatMap(entry => entry.items)
  expect(items).toContainEqual({ kind: 'part', part: 0, data: expect.objectContaining({ call: 'old', state: 'done' }) })
  expect(rig.store.message('a').parts).toMatchObject([{ state: 'done' }, { text: 'Seen.' }])
})

it('AI10.2 a tool runs only when the log holds its call: write, then run', async () => {
  let ran = 0
  let asked = 0
  const tool = scriptedTool('once', async () => ({ text: `${++ran}` }))
  await using rig = createGenerationRig({
    script: () => (asked++ === 0 ? callsOnce('once') : say('Ok.')),
    toolBox: toolBoxWith(tool),
  })
  rig.log.fault = ({ entry }) => (entry.items.some(({ kind }) => kind === 'part') ? 'fail' : undefined)
  rig.ask({ id: 'a' })
  await run(3_000)
  const before = ran
  rig.log.fault = () => undefined
  await run(10_000)
  expect(before).toBe(0)
  expect(ran).toBe(1)
  expect(rig.stored('a')).toBe('Ok.')
})
