import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ProviderFailure } from '../ports/provider-failure.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'

const run = fakeTime()

const hang: ProviderStep = { type: 'hang' }
const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })

it('RT1 a stop ends a running answer with all that it said, and asks no more of the provider', async () => {
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, text('so far'), hang] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(100)
  await rig.stop('a')
  await run(100)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped', reason: 'user', length: 6 })
  expect(reader.textOf('a')).toBe('so far')
  expect(rig.provider.open).toBe(0)
})

it('RT2 an answer that is stopped inside a surrogate pair ends before it, so that Continue can say it whole', async () => {
  await using rig = createGenerationRig({ script: [text('a '), text('\ud83d'), hang] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(100)
  await rig.stop('a')
  await run(100)
  expect(reader.textOf('a')).toBe('a ')
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped', length: 2 })
})

it('RT1 a queued answer that is stopped never reaches the provider, and makes room for the next', async () => {
  await using rig = createGenerationRig({
    script: [text('x'), { type: 'wait', ms: 200 }, { type: 'end', reason: 'stop' }],
  })
  for (const id of ['a', 'b', 'c']) rig.ask({ id })
  await run(50)
  await rig.stop('b')
  await run()
  expect(rig.store.row('b').ending).toMatchObject({ state: 'stopped' })
  expect(rig.provider.requests).toHaveLength(2)
  expect(rig.ends.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(rig.generations.partsOf('b')).toBe(null)
})

it('RT1 a stop whose word was lost is found in the row', async () => {
  await using rig = createGenerationRig({ script: [text('x'), hang] })
  rig.ask({ id: 'a' })
  await run(100)
  await rig.store.requestStop({ id: 'a' })
  await run(6_000)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped', reason: 'user' })
})

it('RT1 a stop is heard over the bus', async () => {
  await using rig = createGenerationRig({ script: [text('x'), hang] })
  rig.ask({ id: 'a' })
  await run(100)
  await rig.store.requestStop({ id: 'a' })
  rig.bus.publish({ kind: 'stop', generation: 'a' })
  await run(10)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped' })
})

it('RT1 a stop never hits the next answer of the message', async () => {
  await using rig = createGenerationRig({ script: say('x', 'y') })
  rig.ask({ id: 'first' })
  await run()
  rig.ask({ id: 'second' })
  await rig.stop('first')
  await run()
  expect(rig.store.row('first').ending).toMatchObject({ state: 'done' })
  expect(rig.store.row('second').ending).toMatchObject({ state: 'done' })
})

it('RT1 a stop at any step ends the answer once, as stopped if the wish came before the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.boolean(), fc.boolean(), async (steps, told, early) => {
      const pieces = [text('a'), { type: 'wait', ms: 3 }, text('b'), { type: 'wait', ms: 3 }, text('c')] as const
      await using rig = createGenerationRig({
        script: [{ type: 'connected' }, ...pieces, { type: 'end', reason: 'stop' }],
      })
      const record = rig.store.open({ id: 'a', owner: 'node-1', question: 'Why?' })
      if (!early) rig.generations.begin(record.id)
      // Microtasks first: claims and looks are under way; then time.
      for (let i = 0; i < Math.min(steps, 40); i++) await null
      if (steps > 40) await run(steps - 40)
      const wasOpen = rig.store.row('a').ending === null
      await rig.store.requestStop({ id: 'a' })
      if (told) rig.generations.stop('a')
      if (early) rig.generations.begin(record.id)
      await run(12_000)
      expect(rig.store.finishes.get('a')).toBe(1)
      expect(rig.store.row('a').state).toBe(wasOpen ? 'stopped' : 'done')
      expect(rig.provider.open).toBe(0)
      expect(rig.generations.stats()).toMatchObject({ running: 0, queued: 0 })
    }),
    { numRuns: 200 },
  )
})

it('RT1 a stop meets a claim whose reply was lost', async () => {
  await using rig = createGenerationRig({ script: say('x') })
  let lost = false
  rig.store.fault = verb => {
    if (verb !== 'startGeneration' || lost) return undefined
    lost = true
    return 'lose'
  }
  rig.ask({ id: 'a' })
  await run(0)
  await rig.stop('a')
  await run()
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped' })
  expect(rig.provider.requests).toHaveLength(0)
})

it('RT1 a stop that comes while a failed try is told of is not followed by a word of another try', async () => {
  const stops: Promise<void>[] = []
  await using rig = createGenerationRig({
    script: [{ type: 'fail', error: new ProviderFailure('unavailable') }],
    breaker: { failures: 1, changed: () => stops.push(rig.stop('a')) },
  })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(12_000)
  expect(stops).toHaveLength(1)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'stopped', reason: 'user' })
  expect(rig.generations.stats()).toMatchObject({ running: 0, queued: 0 })
  const items = (await rig.log.read('a')).flatMap(entry => entry.items)
  expect(items.at(-1)).toMatchObject({ kind: 'end' })
})
