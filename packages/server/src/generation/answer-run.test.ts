import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'

const run = fakeTime()

const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })

it('AI10 reasoning and citations are parts beside the text, live and stored', async () => {
  const script: ProviderStep[] = [
    { type: 'connected' },
    { type: 'reasoning', text: 'Let me see.' },
    { type: 'text', text: 'See ' },
    { type: 'citation', title: 'Source', url: 'https://example.com/', quote: null },
    wait(100),
    { type: 'text', text: 'there.' },
    { type: 'end', reason: 'stop' },
  ]
  await using rig = createGenerationRig({ script })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run()
  const parts = [
    { kind: 'reasoning', text: 'Let me see.' },
    { kind: 'text', text: 'See there.' },
    { kind: 'citation', number: 1, title: 'Source', url: 'https://example.com/', quote: null },
  ]
  expect(reader.partsOf('a')).toEqual(parts)
  expect(reader.misfits).toEqual([])
  expect(rig.store.message('a').parts).toEqual([{ ...parts[0], seconds: 0 }, parts[1], parts[2]])
})

const endings: [string, ProviderStep[], { state: string; reason: string }][] = [
  [
    'cut by its length',
    [
      { type: 'text', text: 'x' },
      { type: 'end', reason: 'length' },
    ],
    { state: 'done', reason: 'length' },
  ],
  [
    'filtered',
    [
      { type: 'text', text: 'x' },
      { type: 'end', reason: 'filter' },
    ],
    { state: 'blocked', reason: 'filter' },
  ],
  ['cut off', [{ type: 'text', text: 'x' }], { state: 'interrupted', reason: 'cut' }],
  ['empty', [{ type: 'end', reason: 'stop' }], { state: 'done', reason: 'stop' }],
  [
    'refused',
    [{ type: 'fail', error: new CodedError('provider_unavailable') }],
    { state: 'failed', reason: 'provider_unavailable' },
  ],
  [
    'broken',
    [
      { type: 'text', text: 'x' },
      { type: 'fail', error: new TypeError('x is not a function') },
    ],
    { state: 'interrupted', reason: 'internal' },
  ],
  ['broken from the start', [{ type: 'fail', error: new TypeError('x') }], { state: 'failed', reason: 'internal' }],
  [
    'too long',
    [{ type: 'text', text: 'x'.repeat(1_000_001) }, { type: 'hang' }],
    { state: 'interrupted', reason: 'too-long' },
  ],
]
it.each(endings)('AI1 a stream that is %s ends once, and says how', async (_name, steps, expected) => {
  await using rig = createGenerationRig({ script: steps })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.store.row('a').ending).toMatchObject(expected)
  expect(rig.store.finishes.get('a')).toBe(1)
  expect(rig.provider.open).toBe(0)
})

it('AI1 a row of a provider that is not configured ends as failed', async () => {
  await using rig = createGenerationRig({ script: [] })
  rig.ask({ id: 'a', provider: 'gone' })
  await run()
  expect(rig.store.row('a').ending).toMatchObject({ state: 'failed', reason: 'provider_unavailable' })
})
