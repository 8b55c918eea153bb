import { expect, it } from 'vitest'
import type { CallRecord } from '../ports/usage-store.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'
import { closedBooks } from './call-books.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const hanging: ProviderStep[] = [
  { type: 'connected' },
  text('shown 😀 '),
  { type: 'wait', ms: 100 },
  text('text'),
  { type: 'hang' },
]
/** Goes on for long, one word each tenth of a second. */
const endless: ProviderStep[] = [
  { type: 'connected' },
  ...Array.from({ length: 300 }, (_, n): ProviderStep[] => [text(`${n} `), { type: 'wait', ms: 100 }]).flat(),
]

const patient = { connectMs: 600_000, firstTokenMs: 600_000, idleMs: 600_000, totalMs: 600_000 }

/** Two nodes that know of each other. */
const pair = async (rig: NodesRig): Promise<[RigNode, RigNode]> => {
  const nodes: [RigNode, RigNode] = [rig.start('node-1'), rig.start('node-2')]
  await run(600)
  return nodes
}

const join = (node: RigNode) => {
  const reader = new AssemblingReader()
  node.generations.follow('thread', reader, [])
  return reader
}

it('RT14.2 a stale producer changes nothing of its successor: stopped past its lease it is refused, shows nothing, and asks its provider no more', async () => {
  // The first is no longer than a lease: then it is the log alone that refuses it.
  for (const asleep of [0, 3_100, 60_000]) {
    await using rig = createNodesRig({ script: endless, settings: { timeouts: patient } })
    const [first, second] = await pair(rig)
    const [here, there] = [join(first), join(second)]
    rig.ask(first, { id: 'a' })
    await run(450)
    const shown = here.textOf('a')
    first.pause()
    rig.leases.gone.add('node-1')
    await run(1_000)
    const stored = rig.stored('a')
    const entries = await rig.log.inner.read('a')
    expect(rig.store.row('a')).toMatchObject({ state: 'interrupted', owner: 'node-2' })
    expect(stored.startsWith(shown)).toBe(true)
    first.wake(asleep)
    await run(1_000)
    expect(first.provider.open).toBe(0)
    expect(here.textOf('a')).toBe(shown)
    expect(there.textOf('a')).toBe(stored)
    expect(rig.stored('a')).toBe(stored)
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(await rig.log.inner.read('a')).toEqual(entries)
    expect(first.generations.stats()).toMatchObject({ running: 0, queued: 0 })
  }
})

it('RT14.2 a stale owner writes again after the log forgot: the row refuses it', async () => {
  for (const [forget, asleep] of [
    ['lose', 0],
    ['lose', 10_000],
    ['rollBack', 0],
    ['rollBack', 10_000],
  ] as const) {
    await using rig = createNodesRig({ script: endless, settings: { timeouts: patient } })
    const [first] = await pair(rig)
    const here = join(first)
    rig.ask(first, { id: 'a' })
    await run(450)
    const shown = here.textOf('a')
    first.pause()
    if (forget === 'rollBack') await rig.log.rollBack(2)
    rig.leases.gone.add('node-1')
    await run(1_000)
    const stored = rig.stored('a')
    if (forget === 'lose') rig.log.lose()
    first.wake(asleep)
    await run(2_000)
    expect(rig.stored('a')).toBe(stored)
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.store.row('a')).toMatchObject({ state: 'interrupted', owner: 'node-2' })
    expect(here.textOf('a')).toBe(shown)
    expect(first.provider.open).toBe(0)
  }
})

it('RT14.2 an owner that slept and still has its row goes on', async () => {
  await using rig = createNodesRig({ script: endless.slice(0, 30), settings: { timeouts: patient } })
  const [first, second] = await pair(rig)
  const [here, there] = [join(first), join(second)]
  rig.ask(first, { id: 'a' })
  await run(450)
  first.pause()
  await run(500)
  first.wake(10_000)
  await run(5_000)
  expect(rig.store.row('a')).toMatchObject({ owner: 'node-1', term: 1 })
  for (const reader of [here, there]) {
    expect(reader.textOf('a')).toBe(rig.stored('a'))
    expect(reader.misfits).toEqual([])
  }
})

it('RT14.2 a reader that slept shows nothing of a closed row', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = await pair(rig)
  const there = join(second)
  rig.ask(first, { id: 'a' })
  await run(50)
  expect(there.textOf('a')).toBe('shown 😀 ')
  second.pause()
  await run(200)
  await rig.stop(first, 'a')
  await run(500)
  const before = there.frames.length
  second.wake(10_000)
  await run(1_000)
  expect(there.frames).toHaveLength(before)
})

it('AI7 what was asked of a provider is billed once, whoever ends the answer', async () => {
  const calls = new Map<string, CallRecord>()
  let settled = 0
  const books = {
    ...closedBooks,
    store: {
      recordCalls: async (records: readonly CallRecord[]) => {
        for (const record of records) if (!calls.has(record.id)) calls.set(record.id, record)
      },
    },
    spending: {
      release: async () => {},
      settle: async (_id: string, records: readonly CallRecord[]) => {
        settled += records.length
      },
    },
  }
  await using rig = createNodesRig({ script: endless, settings: { timeouts: patient }, books })
  const { finishGeneration } = rig.store
  rig.store.finishGeneration = async verb => {
    const finished = await finishGeneration.call(rig.store, verb)
    await books.store.recordCalls(verb.calls ?? [])
    return finished
  }
  const [first] = await pair(rig)
  rig.ask(first, { id: 'a' })
  await run(450)
  first.pause()
  rig.leases.gone.add('node-1')
  await run(1_000)
  first.wake(10_000)
  await run(1_000)
  expect([...calls.keys()]).toEqual(['a:1'])
  expect(settled).toBeGreaterThan(0)
})
