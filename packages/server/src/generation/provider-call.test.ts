import { expect, it } from 'vitest'
import type { Provider } from '../ports/provider.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'

const run = fakeTime()

const timeouts = { connectMs: 1_000, firstTokenMs: 3_000, idleMs: 2_000, totalMs: 8_000 }
const once = { retries: 0, retryMs: 1, maxRetryMs: 1, maxRetryAfterMs: 0 }
const connected: ProviderStep = { type: 'connected' }
const hang: ProviderStep = { type: 'hang' }
const text: ProviderStep = { type: 'text', text: 'x' }
const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })

const cases: [string, ProviderStep[], number, { state: string; reason: string }][] = [
  ['never answers', [hang], 1_000, { state: 'failed', reason: 'connect-timeout' }],
  ['never says anything', [connected, hang], 3_000, { state: 'failed', reason: 'first-token-timeout' }],
  ['falls silent', [connected, text, hang], 2_000, { state: 'interrupted', reason: 'idle-timeout' }],
  [
    'never comes to an end',
    [connected, ...Array.from({ length: 20 }, () => [text, wait(1_000)]).flat(), hang],
    8_000,
    { state: 'interrupted', reason: 'total-timeout' },
  ],
]

it.each(cases)('AI2 a provider that %s is given up, not before its time', async (_name, script, ms, expected) => {
  await using rig = createGenerationRig({ script, settings: { timeouts, patience: once } })
  rig.ask({ id: 'a' })
  await run(ms - 100)
  expect(rig.ends).toEqual([])
  await run(300)
  expect(rig.store.row('a').ending).toMatchObject(expected)
  expect(rig.provider.open).toBe(0)
})

it('AI2 a slow provider that keeps within its times is not cut', async () => {
  const script: ProviderStep[] = [
    wait(900),
    connected,
    wait(2_900),
    text,
    wait(1_900),
    text,
    { type: 'end', reason: 'stop' },
  ]
  await using rig = createGenerationRig({ script, settings: { timeouts } })
  rig.ask({ id: 'a' })
  await run(7_000)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done', length: 2 })
})

it('RT1 a provider that is deaf to its signal cannot hold up the end, nor add to it', async () => {
  const gate = Promise.withResolvers<void>()
  await using rig = createGenerationRig({ script: [] })
  const deaf: Provider = {
    name: 'scripted',
    defaultModel: 'model',
    async *stream() {
      yield { type: 'text', text: 'heard' }
      await gate.promise
      yield { type: 'text', text: ' too late' }
      yield { type: 'end', reason: 'stop' }
    },
  }
  Object.assign(rig.provider, { stream: deaf.stream })
  rig.ask({ id: 'a' })
  await run(100)
  await rig.stop('a')
  await run(100)
  gate.resolve()
  await run(1_000)
  expect(rig.stored('a')).toBe('heard')
  expect(rig.store.finishes.get('a')).toBe(1)
})
