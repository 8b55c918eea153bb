import { expect, it } from 'vitest'
import type { ModelTable } from '../ports/model-table.ts'
import type { ProviderRequest } from '../ports/provider.ts'
import { ProviderFailure } from '../ports/provider-failure.ts'
import type { ServerTool } from '../ports/server-tool.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import { countLetters } from '../testing/memory-context.ts'
import { type ProviderStep, say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'

const run = fakeTime(5_000)

const windows: Readonly<Record<string, number>> = { model: 4_000, small: 1_000, large: 9_000, tiny: 40 }
const models: ModelTable = {
  currency: 'USD',
  find: name => ({ name, window: windows[name] ?? 0, maxAnswer: 1_000, prices: null }),
}
const gone: ProviderStep = { type: 'fail', error: new ProviderFailure('model', {}) }

/** A token a letter, and four a message. */
const sizeOf = ({ messages }: ProviderRequest): number => messages.reduce((sum, { text }) => sum + text.length + 4, 3)

const open = (
  fallbackModel: string,
  script: (request: ProviderRequest) => readonly ProviderStep[],
  tools: readonly ServerTool[] = [],
) => {
  const context = { models, counter: countLetters, shares: { answer: 0.2, margin: 0 }, maxTokens: 800 }
  const rig = createGenerationRig({ script, fallbackModel, context, toolBox: toolBoxWith(...tools) })
  for (let n = 0; n < 30; n++)
    rig.store.open({ id: `${n}`, owner: 'node-1', question: `question ${n} `.padEnd(96, '.'), state: 'done' })
  return rig
}

it('AI2.4 a fallback with a smaller window is asked with a context built for it, and its record says so', async () => {
  await using rig = open('small', ({ model }) => (model === 'small' ? say('Hello') : [gone]))
  rig.ask({ id: 'now' })
  await run()
  const [first, second] = rig.provider.requests
  expect(first && sizeOf(first)).toBeGreaterThan(1_000)
  expect(second && sizeOf(second)).toBeLessThanOrEqual(1_000 - 500)
  expect(second?.messages.at(-1)).toEqual(first?.messages.at(-1))
  expect([first?.maxTokens, second?.maxTokens]).toEqual([800, 500])
  expect(rig.stored('now')).toBe('Hello')
  expect(rig.store.contexts.get('now')).toMatchObject({ model: 'small', window: 1_000, reported: 3 })
})

it('AI2.4 a fallback that has no less room is asked with the same', async () => {
  await using rig = open('large', ({ model }) => (model === 'large' ? say('Hello') : [gone]))
  rig.ask({ id: 'now' })
  await run()
  const [first, second] = rig.provider.requests
  expect(second).toMatchObject({ model: 'large', messages: first?.messages, maxTokens: first?.maxTokens })
})

it('AI2.4 a fallback that has no room for the question is not asked, and the answer says why', async () => {
  await using rig = open('tiny', ({ model }) => (model === 'tiny' ? say('Hello') : [gone]))
  rig.ask({ id: 'now', question: 'Why? '.repeat(40) })
  await run()
  expect(rig.provider.requests.map(({ model }) => model)).toEqual(['model'])
  expect(rig.ends).toMatchObject([{ id: 'now', state: 'failed', reason: 'context-length' }])
})

it.each([5, 700])(
  'AI2.4 what tools answered before the fallback is told to it as well, as far as it has room (%i)',
  async length => {
    let asked = 0
    const call: ProviderStep[] = [
      { type: 'tool-call', call: { id: 'one', name: 'look', arguments: '{}' } },
      { type: 'end', reason: 'tools' },
    ]
    const script = ({ model }: ProviderRequest): readonly ProviderStep[] => {
      if (model === 'small') return say('Hello')
      return asked++ === 0 ? call : [gone]
    }
    await using rig = open('small', script, [scriptedTool('look', async () => ({ text: 'found'.padEnd(length, '.') }))])
    rig.ask({ id: 'now' })
    await run()
    const last = rig.provider.requests.at(-1)
    expect(last?.model).toBe('small')
    expect(last?.messages.slice(-2)).toMatchObject([
      { role: 'assistant', calls: [{ id: 'one' }] },
      { role: 'tool', call: 'one', text: length === 5 ? 'found' : expect.stringMatching(/^found\./) },
    ])
    expect(last && sizeOf(last)).toBeLessThanOrEqual(1_000 - 500)
    expect(rig.stored('now')).toBe('Hello')
  },
)
