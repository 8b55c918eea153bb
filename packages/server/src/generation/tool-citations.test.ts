import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'

const run = fakeTime()

const calls = (...asked: [id: string, name: string, args: string][]): ProviderStep[] => [
  { type: 'connected' },
  ...asked.map(([id, name, args]): ProviderStep => ({ type: 'tool-call', call: { id, name, arguments: args } })),
  { type: 'end', reason: 'tools' },
]

it('AI10.8 the model is told the numbers of what its tools cite, which go on through the answer', async () => {
  const cited = (...titles: string[]) => titles.map(title => ({ title, url: null, quote: null }))
  const search = scriptedTool('search', async input =>
    (input as { of: string }).of === 'tariffs'
      ? { text: 'two', citations: cited('Rates', 'Terms') }
      : { text: 'one', citations: cited('Meter') },
  )
  const none = scriptedTool('none', async () => ({ text: 'nothing', citations: [] }))
  const rounds = [
    calls(['1', 'search', '{"of":"tariffs"}'], ['2', 'none', '{}']),
    calls(['3', 'search', '{"of":"meters"}']),
    say('They fell.[1] Read it off.[3]'),
  ]
  const script = () => rounds.shift() ?? []
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(search, none) })
  rig.ask({ id: 'a' })
  await run()
  const results = rig.provider.requests.at(-1)?.messages.filter(({ role }) => role === 'tool')
  expect(results?.map(({ text }) => [text.split('\n')[0], text.match(/\[\d+\]/g)])).toEqual([
    ['two', ['[1]', '[2]']],
    ['nothing', null],
    ['one', ['[3]']],
  ])
  const { parts } = rig.store.message('a')
  expect(parts.flatMap(part => (part.kind === 'citation' ? [[part.number, part.title]] : []))).toEqual([
    [1, 'Rates'],
    [2, 'Terms'],
    [3, 'Meter'],
  ])
  // Who unfolds the call reads what the tool said.
  expect(parts.flatMap(part => (part.kind === 'tool' ? [part.result] : []))).toEqual(['two', 'nothing', 'one'])
})
