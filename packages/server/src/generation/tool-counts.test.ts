import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import { type ProviderStep, say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'

const run = fakeTime()

const call = (id: string, name: string): ProviderStep => ({ type: 'tool-call', call: { id, name, arguments: '{}' } })

it('OP1 each call of a tool is counted by how it ended, with its time', async () => {
  const slow = scriptedTool('slow', async () => {
    await new Promise(resolve => setTimeout(resolve, 300))
    return { text: 'done' }
  })
  const throws = scriptedTool('throws', async () => {
    throw new Error('No')
  })
  const calls = [call('1', 'slow'), call('2', 'throws'), call('3', 'unknown'), call('4', 'slow')]
  const asked: ProviderStep[] = [{ type: 'connected' }, ...calls, { type: 'end', reason: 'tools' }]
  let rounds = 0
  const script = () => (rounds++ === 0 ? asked : say('Well.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(slow, throws) })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.toolCalls.toSorted()).toEqual(['done 300', 'done 300', 'failed 0', 'refused 0'])
  await using stopped = createGenerationRig({ script: asked, toolBox: toolBoxWith(slow, throws) })
  stopped.ask({ id: 'b' })
  await run(100)
  await stopped.stop('b')
  await run()
  expect(stopped.toolCalls.filter(line => line.startsWith('aborted'))).toHaveLength(2)
})
