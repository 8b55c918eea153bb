import { expect, it } from 'vitest'
import type { ServerTool } from '../ports/server-tool.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import { type ProviderStep, say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'
import { defaultToolSettings } from './tool-settings.ts'
import { toolWords } from './tool-words.ts'

const run = fakeTime()

/** Of the call's arguments and its result together. */
const maxLength = 1_000

/** An answer that calls the tool, and then says something: what the model was told, and the answer as it is stored. */
const askWith = async (tool: ServerTool) => {
  const call: ProviderStep = { type: 'tool-call', call: { id: 'c', name: tool.name, arguments: '{}' } }
  let asked = 0
  const script = () => (asked++ === 0 ? [call, { type: 'end', reason: 'tools' } as const] : say('Well.'))
  const settings = { tools: { ...defaultToolSettings, maxLength } }
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(tool), settings })
  rig.ask({ id: 'a' })
  await run()
  const { parts } = rig.store.message('a')
  const [part] = parts
  const told = rig.provider.requests[1]?.messages.at(-1)?.text
  return { told, part, state: rig.store.row('a').state, count: parts.length }
}

it('AI10.5 a result that is cut within an emoji holds no half of it: a service would refuse that', async () => {
  const most = maxLength - '{}'.length - toolWords.cut.length
  const tool = scriptedTool('look', async () => ({ text: `${'x'.repeat(most - 1)}${'😀'.repeat(100)}` }))
  const { told, part, state } = await askWith(tool)
  expect(told).toHaveLength(maxLength - '{}'.length)
  expect(told?.isWellFormed()).toBe(true)
  expect(part).toMatchObject({ result: told })
  expect(state).toBe('done')
})

it('AI10.5 half an emoji of a tool’s own is made whole for the model as for the reader', async () => {
  const { told, part } = await askWith(scriptedTool('look', async () => ({ text: 'half \ud83d' })))
  expect([told, part]).toEqual(['half \ufffd', expect.objectContaining({ result: 'half \ufffd' })])
})

it.each([
  ['nothing', undefined],
  ['no text', {}],
  ['another kind of text', { text: 42 }],
  ['citations that are none', { text: 'x', citations: [{ title: 'A book' }] }],
])('AI10.5 a tool that answers %s has failed, and the answer goes on', async (_, answer) => {
  const { told, part, state, count } = await askWith(scriptedTool('look', async () => answer as never))
  expect(part).toMatchObject({ kind: 'tool', state: 'failed', result: toolWords.threw })
  expect([told, state, count]).toEqual([toolWords.threw, 'done', 2])
})
