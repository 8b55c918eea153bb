import { expect, it } from 'vitest'
import { createMemoryBreaker } from '../adapters/memory/memory-breaker.ts'
import { clock, fail, patience, type Scripts, setUpAttempts } from '../testing/attempts-rig.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { say } from '../testing/scripted-provider.ts'

const pass = fakeTime()

it('AI2.4 when a model fails for good the fallback is asked, and it is told', async () => {
  const rig = setUpAttempts(({ model }) => (model === 'other' ? say('Hello') : [fail('unavailable')]), {
    fallbackModel: 'other',
  })
  const over = rig.run()
  await pass(3_000)
  await over
  expect(rig.told.slice(2)).toEqual(['fallback {"model":"other"}', 'Hello', 'ended stop'])
  expect(rig.attempts.model).toBe('other')
})

it.each(['model', 'request', 'context-length', 'malformed'] as const)(
  'AI2.4 the fallback is asked at once after a failure of kind %s',
  async kind => {
    const rig = setUpAttempts([[fail(kind)], say('Hello')], { fallbackModel: 'other' })
    await rig.run()
    expect(rig.told).toEqual(['fallback {"model":"other"}', 'Hello', 'ended stop'])
  },
)

it('AI2.4 a key that is refused is refused for every model, and a fallback to the same model is none', async () => {
  const refused = setUpAttempts([[fail('key')]], { fallbackModel: 'other' })
  await refused.run()
  expect(refused.told).toEqual(['failed key'])
  const same = setUpAttempts([[fail('model')]], { fallbackModel: 'model' })
  await same.run()
  expect(same.told).toEqual(['failed model'])
})

it('AI2.4 what fell back stays there for the rest of the answer', async () => {
  const rig = setUpAttempts([[fail('model')], say('One'), say('Two')], { fallbackModel: 'other' })
  await rig.run()
  await rig.run()
  expect(rig.provider.requests.map(({ model }) => model)).toEqual(['model', 'other', 'other'])
})

it('AI2.5 a model whose breaker is open is not asked; the fallback is', async () => {
  const breaker = createMemoryBreaker({ clock, failures: 1 })
  const script: Scripts = ({ model }) => (model === 'other' ? say('Hello') : [fail('unavailable')])
  const never = { ...patience, retries: 0 }
  const first = setUpAttempts(script, { breaker, patience: never })
  await first.run()
  const second = setUpAttempts(script, { breaker })
  await second.run()
  expect(second.told).toEqual(['failed spared'])
  expect(second.tries.map(({ outcome }) => outcome)).toEqual(['breaker-open'])
  const third = setUpAttempts(script, { breaker, fallbackModel: 'other' })
  await third.run()
  expect(third.provider.requests.map(({ model }) => model)).toEqual(['other'])
})

it('AI2.5 a breaker that opens between two tries ends them with what was found', async () => {
  const breaker = createMemoryBreaker({ clock, failures: 2 })
  const rig = setUpAttempts([], { breaker })
  const over = rig.run()
  await pass(2_000)
  await over
  expect(rig.provider.requests).toHaveLength(2)
  expect(rig.told.at(-1)).toBe('failed unavailable')
})
