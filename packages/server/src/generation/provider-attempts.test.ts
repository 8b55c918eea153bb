import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { clock, connected, fail, type Scripts, setUpAttempts, text } from '../testing/attempts-rig.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { type ProviderStep, say } from '../testing/scripted-provider.ts'
import type { EndedTry } from './provider-attempts.ts'

const pass = fakeTime()

const outcomes = (tries: readonly EndedTry[]): string[] => tries.map(({ outcome }) => outcome)

it.each(['rate', 'unavailable', 'network', 'timeout'] as const)(
  'AI2.2 a failure of kind %s is tried again',
  async kind => {
    const rig = setUpAttempts([[fail(kind)], [connected, fail(kind)], say('Hello')])
    const over = rig.run()
    await pass(2_000)
    await over
    const second = 'retrying {"seconds":1,"attempt":2}'
    expect(rig.told).toEqual([second, 'retrying {"seconds":1,"attempt":3}', 'Hello', 'ended stop'])
    expect(outcomes(rig.tries)).toEqual([kind, kind, 'answered'])
  },
)

it.each(['key', 'request', 'context-length', 'model', 'malformed'] as const)(
  'AI2.2 a failure of kind %s is not tried again',
  async kind => {
    const rig = setUpAttempts([[fail(kind)]])
    await rig.run()
    expect(rig.told).toEqual([`failed ${kind}`])
    expect(rig.provider.requests).toHaveLength(1)
  },
)

it('AI2.2 an error that nobody knows is not tried again, and says nothing about the service', async () => {
  const breaker = createMemoryBreaker({ clock, failures: 1 })
  const rig = setUpAttempts([[{ type: 'fail', error: new Error('odd') }]], { breaker })
  await rig.run()
  expect(rig.told).toEqual(['failed otherwise'])
  expect(await breaker.tripped()).toEqual([])
})

it('AI2.2 after so many tries the last failure is told', async () => {
  const rig = setUpAttempts([])
  const over = rig.run()
  await pass(2_000)
  await over
  expect(rig.provider.requests).toHaveLength(3)
  expect(rig.told.at(-1)).toBe('failed unavailable')
})

it('AI2.2 a stream that is cut before its first piece is tried again', async () => {
  const rig = setUpAttempts([[connected], say('Hello')])
  const over = rig.run()
  await pass(2_000)
  await over
  expect(rig.told.slice(1)).toEqual(['Hello', 'ended stop'])
})

it('AI2.2 after the first piece nothing is tried again, however it ends', async () => {
  const pieces: ProviderStep[] = [
    text('x'),
    { type: 'reasoning', text: 'x' },
    { type: 'tool-call', call: { id: '1', name: 'a', arguments: '{}' } },
    { type: 'tool-done', call: { id: '1', name: 'a', arguments: '{}' }, result: '', failed: false },
    { type: 'citation', title: 'x', url: null, quote: null },
  ]
  for (const piece of pieces)
    for (const [end, expected] of [
      [[fail('unavailable')], 'failed unavailable'],
      [[], 'cut'],
    ] as const) {
      const rig = setUpAttempts([[connected, piece, ...end]], { fallbackModel: 'other' })
      await rig.run()
      expect(rig.told.at(-1)).toBe(expected)
      expect(rig.provider.requests).toHaveLength(1)
    }
})

it('AI2.3 it waits at least as long as the service asked to', async () => {
  const rig = setUpAttempts([[fail('rate', 3)], say('Hello')])
  const over = rig.run()
  await pass(2_999)
  expect(rig.provider.requests).toHaveLength(1)
  await pass(200)
  await over
  expect(rig.told).toEqual(['retrying {"seconds":4,"attempt":2}', 'Hello', 'ended stop'])
})

it('AI2.3 a service that asks for longer than anybody waits has failed', async () => {
  const rig = setUpAttempts([[fail('rate', 6)]])
  await rig.run()
  expect(rig.told).toEqual(['failed rate'])
})

it('AI2.3 waits grow, and lie anywhere below their most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async chance => {
      const at: number[] = []
      const script: Scripts = () => {
        at.push(performance.now())
        return [fail('unavailable')]
      }
      const rig = setUpAttempts(script, { random: () => chance })
      const over = rig.run()
      await pass(3_000)
      await over
      const [first = 0, second = 0, third = 0] = at
      expect(second - first).toBeLessThanOrEqual(101)
      expect(third - second).toBeLessThanOrEqual(201)
    }),
    { numRuns: 20 },
  )
})
