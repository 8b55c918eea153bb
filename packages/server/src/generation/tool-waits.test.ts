import { expect, it, vi } from 'vitest'
import type { ServerTool } from '../ports/server-tool.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig, type RigOptions } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { scriptedPageTool, scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'
import { defaultToolSettings } from './tool-settings.ts'

const run = fakeTime()

/** Asks for these tools first, then says so. */
const callsThenSays = (...names: string[]) => {
  let asked = false
  return (): ProviderStep[] => {
    if (asked) return say('Done.')
    asked = true
    return [
      { type: 'connected' },
      ...names.map(
        (name, n): ProviderStep => ({ type: 'tool-call', call: { id: `c${n + 1}`, name, arguments: '{}' } }),
      ),
      { type: 'end', reason: 'tools' },
    ]
  }
}

const start = (names: string[], tools: ServerTool[], options: Partial<RigOptions> = {}) => {
  const settings = { tools: { ...defaultToolSettings, waitMs: 60_000 } }
  return createGenerationRig({ script: callsThenSays(...names), toolBox: toolBoxWith(...tools), settings, ...options })
}

const statesOf = (rig: ReturnType<typeof start>) =>
  rig.store.message('a').parts.flatMap(part => (part.kind === 'tool' ? [part.state] : []))

const decide = async (rig: ReturnType<typeof start>, approve: boolean, call = 'c1') => {
  await rig.store.decideToolCall({ call, approve })
  rig.bus.publish({ kind: 'tool', generation: 'a' })
}

it('AI10.3 a call that wants approval waits for it, then runs; the answer waits meanwhile', async () => {
  let ran = 0
  const pay = scriptedTool('pay', async () => ({ text: `paid ${++ran}` }), { approval: true })
  await using rig = start(['pay'], [pay])
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run()
  expect(rig.store.row('a').state).toBe('waiting')
  const waiting = { kind: 'tool', call: 'c1', state: 'waiting', result: null, decider: 'user' }
  expect(reader.partsOf('a')).toMatchObject([waiting])
  expect(ran).toBe(0)
  await decide(rig, true)
  await run()
  expect(ran).toBe(1)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done' })
  expect(rig.store.message('a').parts).toMatchObject([
    { kind: 'tool', state: 'done', result: 'paid 1' },
    { kind: 'text', text: 'Done.' },
  ])
  expect(reader.partsOf('a')).toEqual(rig.store.message('a').parts)
  expect(reader.partsOf('a')[0]).not.toHaveProperty('decider')
  expect(rig.changes.filter(change => change.includes('waiting'))).toHaveLength(2)
})

it('AI10.3 a call that is denied is not run, and the model is told so', async () => {
  let ran = 0
  const pay = scriptedTool('pay', async () => ({ text: `paid ${++ran}` }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.ask({ id: 'a' })
  await run()
  await decide(rig, false)
  await run()
  expect(ran).toBe(0)
  expect(statesOf(rig)).toEqual(['denied'])
  expect(rig.provider.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', text: /does not allow/ })
  expect(rig.stored('a')).toBe('Done.')
})

it('AI10.3 nobody decides: the call fails after its time, and the answer goes on', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.ask({ id: 'a' })
  await run(61_000)
  expect(statesOf(rig)).toEqual(['failed'])
  expect(rig.provider.requests[1]?.messages.at(-1)).toMatchObject({ text: /Nobody allowed/ })
})

it('AI10.3 a word that is lost is made up for by the sweep; one that came before the wait is found', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.ask({ id: 'a' })
  await run()
  await rig.store.decideToolCall({ call: 'c1', approve: true })
  await run(6_000)
  expect(statesOf(rig)).toEqual(['done'])
})

it('AI10.3 a store that is away for a while costs no decision', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.store.fault = verb => (verb === 'askToolCall' ? 'lose' : undefined)
  rig.ask({ id: 'a' })
  await run()
  rig.store.fault = verb => (verb === 'toolCallsOf' ? 'fail' : undefined)
  await run(2_000)
  await decide(rig, true)
  await run()
  rig.store.fault = () => undefined
  await run(6_000)
  expect(statesOf(rig)).toEqual(['done'])
})

it('AI10.4 a page runs its tool and answers; what went wrong there is told to the model', async () => {
  const tools = [scriptedPageTool('open_cart', { title: 'Open the cart' }), scriptedPageTool('pay')]
  await using rig = start(['open_cart', 'pay'], [])
  rig.ask({ id: 'a', tools })
  await run()
  expect(rig.store.row('a').state).toBe('waiting')
  expect(rig.provider.requests[0]?.tools?.map(({ name }) => name)).toEqual(['open_cart', 'pay'])
  await rig.store.giveToolResult({ call: 'c1', result: 'opened', failed: false })
  await rig.store.giveToolResult({ call: 'c2', result: 'card refused', failed: true })
  rig.bus.publish({ kind: 'tool', generation: 'a' })
  await run()
  expect(rig.store.message('a').parts.slice(0, 2)).toMatchObject([
    { runsOn: 'page', title: 'Open the cart', state: 'done', result: 'opened' },
    { runsOn: 'page', state: 'failed', result: 'card refused' },
  ])
  expect(rig.provider.requests[1]?.messages.at(-1)).toMatchObject({ call: 'c2', text: 'card refused' })
})

it('AI10.4 a page’s tool that wants approval is run after it; a page that is gone fails in time', async () => {
  await using rig = start(['pay'], [])
  rig.ask({ id: 'a', tools: [scriptedPageTool('pay', { approval: true })] })
  await run()
  await decide(rig, true)
  await run()
  expect(rig.store.row('a').state).toBe('waiting')
  await run(61_000)
  expect(statesOf(rig)).toEqual(['failed'])
  expect(rig.provider.requests[1]?.messages.at(-1)).toMatchObject({ text: /page did not answer/ })
})

it('AI10.6 stop while a person is asked: the call was not run, and the answer ends', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.ask({ id: 'a' })
  await run()
  await rig.stop('a')
  await run()
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped' })
  expect(rig.store.message('a').parts).toMatchObject([{ state: 'failed', result: /not run/ }])
  expect(rig.provider.requests).toHaveLength(1)
})

it('AI10 an owner whose row is another’s asks nobody', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  rig.store.askToolCall = async () => false
  rig.ask({ id: 'a' })
  await run()
  expect(statesOf(rig)).toEqual([])
  expect(rig.store.row('a').ending).toMatchObject({ state: 'failed', reason: 'conflict' })
})

it('AI10.3 rows that cannot be read are read again by the sweep', async () => {
  const pay = scriptedTool('pay', async () => ({ text: 'paid' }), { approval: true })
  await using rig = start(['pay'], [pay])
  const read = vi.spyOn(rig.store, 'toolCallsOf').mockRejectedValueOnce(new Error('a broken row'))
  rig.ask({ id: 'a' })
  await run()
  expect(read).toHaveBeenCalledTimes(1)
  await rig.store.decideToolCall({ call: 'c1', approve: true })
  await run(6_000)
  expect(statesOf(rig)).toEqual(['done'])
})
