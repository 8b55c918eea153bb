import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const hanging: ProviderStep[] = [
  { type: 'connected' },
  text('shown 😀 '),
  { type: 'wait', ms: 100 },
  text('text'),
  { type: 'hang' },
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

it('RT5 an answer whose node was killed is ended by another within a second of its lease, with all that any reader was shown', async () => {
  for (let moment = 0; moment < 400; moment += 37) {
    await using rig = createNodesRig({ script: hanging })
    const [first, second] = await pair(rig)
    const [here, there] = [join(first), join(second)]
    rig.ask(first, { id: 'a' })
    await run(moment)
    const killed = first.kill()
    const shown = here.textOf('a')
    await run(0)
    await killed
    rig.leases.gone.add('node-1')
    await run(1_000)
    const row = rig.store.row('a')
    expect(row).toMatchObject({ state: 'interrupted', owner: 'node-2', term: 2 })
    expect(rig.store.finishes.get('a')).toBe(1)
    for (const seen of [shown, there.textOf('a')]) expect(rig.stored('a').startsWith(seen)).toBe(true)
    expect(there.textOf('a')).toBe(rig.stored('a'))
    expect(there.misfits).toEqual([])
    expect(rig.announced).toHaveLength(1)
  }
})

it('RT5 of five hundred answers of a killed node the last is ended, and its reader told, within a second of the lease', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = await pair(rig)
  const ids = Array.from({ length: 500 }, (_, n) => `${n}`)
  const readers = new Map(ids.map(id => [id, new AssemblingReader()]))
  for (const [id, reader] of readers) second.generations.follow(`thread-${id}`, reader, [])
  for (const id of ids) rig.ask(first, { id, threadId: `thread-${id}` })
  await run(500)
  const killed = first.kill()
  await run(0)
  await killed
  // What a store with a majority and a log on the network take.
  second.log.delay = () => 1
  for (const verb of ['raiseTerm', 'finishGeneration'] as const) {
    const inner = rig.store[verb] as (...asked: unknown[]) => Promise<unknown>
    const late = async (...asked: unknown[]): Promise<unknown> => {
      await new Promise(resolve => setTimeout(resolve, 8))
      return inner.apply(rig.store, asked)
    }
    Object.assign(rig.store, { [verb]: late })
  }
  rig.leases.gone.add('node-1')
  await run(1_000)
  expect(new Set(ids.map(id => rig.store.row(id).state))).toEqual(new Set(['interrupted']))
  expect(new Set(rig.announced.map(({ thread }) => thread)).size).toBe(500)
  for (const [id, reader] of readers) expect(reader.textOf(id)).toBe(rig.stored(id))
})

it('RT5 an answer of a node that lives is left alone, however long it says nothing', async () => {
  await using rig = createNodesRig({ script: hanging, settings: { timeouts: patient } })
  const [first] = await pair(rig)
  rig.ask(first, { id: 'a' })
  await run(60_000)
  expect(rig.store.row('a')).toMatchObject({ state: 'streaming', owner: 'node-1', term: 1 })
})

it('RT5 nodes that take over at once: one of them ends it, once', async () => {
  for (let steps = 0; steps < 40; steps++) {
    await using rig = createNodesRig({ script: hanging })
    const others = ['node-2', 'node-3', 'node-4'].map(name => rig.start(name))
    for (const [n, other] of others.entries()) other.log.delay = () => (steps * (n + 1)) % 7
    const first = rig.start('node-1')
    rig.ask(first, { id: 'a' })
    await run(300)
    const killed = first.kill()
    await run(20)
    await killed
    rig.leases.gone.add('node-1')
    for (const other of others) {
      other.generations.sweep()
      for (let i = 0; i < steps; i++) await null
    }
    await run(1_000)
    expect(rig.store.row('a').state).toBe('interrupted')
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.stored('a')).toBe('shown 😀 text')
  }
})

it('RT5 nodes that take over at once share the rows, and do not race for each', async () => {
  await using rig = createNodesRig({ script: hanging })
  const others = ['node-2', 'node-3'].map(name => rig.start(name))
  const first = rig.start('node-1')
  await run(600)
  const ids = Array.from({ length: 200 }, (_, n) => `${n}`)
  for (const id of ids) rig.ask(first, { id, threadId: `thread-${id}` })
  await run(500)
  const killed = first.kill()
  await run(0)
  await killed
  let raised = 0
  const { store } = rig
  const raise = store.raiseTerm
  store.raiseTerm = (...asked) => {
    raised++
    return raise.apply(store, asked)
  }
  for (const other of others) other.log.delay = () => 5
  rig.leases.gone.add('node-1')
  await run(1_000)
  const owners = ids.map(id => rig.store.row(id).owner)
  for (const { name } of others) expect(owners.filter(owner => owner === name).length).toBeGreaterThan(60)
  expect(raised).toBeLessThan(ids.length * 1.2)
  expect(new Set(ids.map(id => rig.store.row(id).state))).toEqual(new Set(['interrupted']))
})

it('RT5 what its log says was its end is its end, whoever finds it', async () => {
  await using rig = createNodesRig({
    script: [{ type: 'connected' }, text('all said'), { type: 'end', reason: 'stop' }],
  })
  const [first] = await pair(rig)
  rig.store.fault = verb => (verb === 'finishGeneration' ? 'fail' : undefined)
  rig.ask(first, { id: 'a' })
  await run(300)
  const killed = first.kill()
  await run(20)
  await killed
  rig.store.fault = () => undefined
  rig.leases.gone.add('node-1')
  await run(1_000)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'done', reason: 'stop' })
  expect(rig.stored('a')).toBe('all said')
})

it('RT5 a node that takes over and is killed leaves it to the next', async () => {
  for (let moment = 0; moment < 60; moment += 4) {
    await using rig = createNodesRig({ script: hanging })
    const [first, second] = await pair(rig)
    rig.ask(first, { id: 'a' })
    await run(300)
    const killed = first.kill()
    await run(20)
    await killed
    second.log.delay = () => 10
    rig.leases.gone.add('node-1')
    const swept = second.generations.sweep()
    await run(moment)
    const lost = second.kill()
    await run(100)
    await Promise.all([lost, swept.catch(() => {})])
    rig.start('node-3')
    await run(600)
    rig.leases.gone.add('node-2')
    await run(1_500)
    expect(rig.store.row('a').state).toBe('interrupted')
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.stored('a')).toBe('shown 😀 text')
  }
})

it('RT1 a stop acknowledged, then interrupted: at every step of a take-over by another node it makes it stopped', async () => {
  for (let steps = 0; steps < 60; steps++) {
    await using rig = createNodesRig({ script: hanging })
    const [first, second] = await pair(rig)
    const third = rig.start('node-3')
    rig.ask(first, { id: 'a' })
    await run(300)
    const killed = first.kill()
    await run(20)
    await killed
    rig.leases.gone.add('node-1')
    const swept = second.generations.sweep()
    for (let i = 0; i < steps; i++) await null
    const wasOpen = rig.store.row('a').ending === null
    const stopped = rig.stop(third, 'a')
    await run(1_000)
    await Promise.all([swept, stopped])
    const { state, stopRequested } = rig.store.row('a')
    // A wish that was written while the row was open counts.
    expect(state).toBe(stopRequested ? 'stopped' : 'interrupted')
    if (steps === 0) expect([wasOpen, state]).toEqual([true, 'stopped'])
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.stored('a')).toBe('shown 😀 text')
  }
})

it.each(['openGenerations', 'raiseTerm', 'finishGeneration'])(
  'RT5 a row open for ever: a lost reply of %s to the one that takes over leaves none',
  async lostVerb => {
    await using rig = createNodesRig({ script: hanging })
    const [first] = await pair(rig)
    rig.ask(first, { id: 'a' })
    await run(300)
    const killed = first.kill()
    await run(20)
    await killed
    let lost = 0
    rig.store.fault = verb => (verb === lostVerb && lost++ === 0 ? 'lose' : undefined)
    rig.leases.gone.add('node-1')
    await run(12_000)
    expect(lost).toBeGreaterThan(0)
    expect(rig.store.row('a')).toMatchObject({ state: 'interrupted', owner: 'node-2' })
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(rig.stored('a')).toBe('shown 😀 text')
  },
)
