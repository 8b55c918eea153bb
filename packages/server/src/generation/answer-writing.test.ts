import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'

const run = fakeTime()

const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })

it('RT2 no reader sees what the log does not hold', async () => {
  await using rig = createGenerationRig({ script: [...say('one', ' two').slice(0, 3), { type: 'hang' }] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  let taken = true
  rig.log.fault = ({ entry }) => (taken || entry.items.every(item => item.kind !== 'text') ? undefined : 'fail')
  taken = false
  rig.ask({ id: 'a' })
  await run()
  expect(reader.textOf('a')).toBe('')
  expect(rig.generations.partsOf('a')).toEqual([])
  taken = true
  await run(6_000)
  expect(reader.textOf('a')).toBe('one two')
})

it('RT2 a refused append is tried again as the very same entry, and nothing is skipped', async () => {
  const pieces = ['a', 'b', 'c', 'd', 'e', 'f']
  const steps = pieces.flatMap((text): ProviderStep[] => [{ type: 'text', text }, wait(45)])
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, ...steps, { type: 'end', reason: 'stop' }] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  let refusals = 0
  rig.log.fault = ({ entry }) => (entry.position.seq === 3 && refusals++ < 3 ? 'fail' : undefined)
  rig.ask({ id: 'a' })
  await run(5_000)
  const tries = rig.log.asked.filter(({ entry }) => entry.position.seq === 3)
  expect(tries.length).toBe(4)
  for (const each of tries) expect(each).toEqual(tries[0])
  expect(reader.textOf('a')).toBe('abcdef')
  expect(reader.misfits).toEqual([])
})

it('RT2 a first token does not wait for the window, what follows is collected in it', async () => {
  const steps: ProviderStep[] = Array.from({ length: 20 }, (_, i) => [
    { type: 'text', text: `${i} ` } as const,
    wait(5),
  ]).flat()
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, ...steps, { type: 'end', reason: 'stop' }] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(20)
  expect(reader.textOf('a')).toBe('0 ')
  await run()
  const deltas = reader.frames.filter(frame => frame.type === 'delta')
  expect(deltas.length).toBeLessThanOrEqual(5)
  expect(reader.textOf('a')).toBe(Array.from({ length: 20 }, (_, i) => `${i} `).join(''))
})

it('RT2 one batch takes what all running answers collected, one entry each', async () => {
  const steps: ProviderStep[] = Array.from({ length: 10 }, () => [
    { type: 'text', text: 'x' } as const,
    wait(10),
  ]).flat()
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, ...steps, { type: 'end', reason: 'stop' }] })
  for (const id of ['a', 'b', 'c', 'd']) rig.ask({ id, threadId: id })
  await run()
  for (const id of ['a', 'b', 'c', 'd']) expect(rig.stored(id)).toBe('x'.repeat(10))
  expect(rig.log.batches).toBeLessThan(rig.log.asked.length / 2)
})

it('RT5 an answer that ends while the log takes nothing is finished in the store, whole', async () => {
  await using rig = createGenerationRig({ script: say('not ', 'in the log') })
  rig.log.fault = () => 'throw'
  rig.ask({ id: 'a' })
  await run(10_000)
  expect(rig.stored('a')).toBe('not in the log')
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done' })
})

it('RT5 a log that has forgotten a running answer is filled again under a new term, and readers notice nothing', async () => {
  const steps: ProviderStep[] = Array.from({ length: 20 }, (_, i) => [
    { type: 'text', text: `${i} ` } as const,
    wait(30),
  ]).flat()
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, ...steps, { type: 'end', reason: 'stop' }] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  let forgotten = false
  rig.log.fault = ({ entry }) => {
    if (forgotten || entry.position.seq < 6) return undefined
    forgotten = true
    return 'forget'
  }
  rig.ask({ id: 'a' })
  await run(5_000)
  const text = Array.from({ length: 20 }, (_, i) => `${i} `).join('')
  expect(reader.textOf('a')).toBe(text)
  expect(reader.misfits).toEqual([])
  expect(rig.stored('a')).toBe(text)
  expect(rig.store.row('a').term).toBe(2)
  const entries = await rig.log.read('a')
  expect(entries.map(({ position }) => position.term)).not.toContain(1)
  expect(entries.at(-1)?.items.at(-1)).toMatchObject({ kind: 'end' })
})

it('RT5 an owner that was fenced writes nothing more, in the log or in the row', async () => {
  const gate = Promise.withResolvers<void>()
  await using rig = createGenerationRig({
    script: [{ type: 'text', text: 'old' }, { type: 'until', promise: gate.promise }, ...say(' owner')],
    isGone: () => false,
  })
  rig.ask({ id: 'a' })
  await run(100)
  await rig.store.raiseTerm('a', 1, 'node-2')
  await rig.log.append([
    { generation: 'a', after: null, entry: { position: { term: 2, seq: 0 }, items: [{ kind: 'open' }] } },
  ])
  gate.resolve()
  await run(10_000)
  expect(rig.store.row('a')).toMatchObject({ owner: 'node-2', term: 2, ending: null })
  expect((await rig.log.read('a')).at(-1)?.items).toEqual([{ kind: 'open' }])
  expect(rig.generations.stats().running).toBe(0)
  expect(rig.provider.open).toBe(0)
})

it('RT5 an end that waits for the store is not overtaken by the log’s loss: the row gets all the text, from its own run', async () => {
  await using rig = createGenerationRig({
    script: [{ type: 'text', text: 'all that was shown' }, wait(300), { type: 'end', reason: 'stop' }],
    settings: { maxRetryMs: 100 },
  })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(100)
  expect(reader.textOf('a')).toBe('all that was shown')
  // The log is away for longer than an end waits for it, and the store as well.
  rig.log.fault = () => 'fail'
  rig.store.fault = verb => (verb === 'finishGeneration' ? 'fail' : undefined)
  await run(8_000)
  let isEmptied = false
  rig.log.fault = () => {
    if (isEmptied) return undefined
    isEmptied = true
    return 'forget'
  }
  rig.log.delay = () => 1_000
  await run(1_500)
  expect(isEmptied).toBe(true)
  rig.store.fault = () => undefined
  await run(12_000)
  expect(rig.stored('a')).toBe('all that was shown')
  expect(rig.store.row('a')).toMatchObject({ state: 'done', term: 1 })
})
