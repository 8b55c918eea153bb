import type { AdminProject } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { defaultSettings } from '../ports/default-settings.ts'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const spoken = (count: number, ms: number): ProviderStep[] => [
  { type: 'connected' },
  ...Array.from({ length: count }, (_, n): ProviderStep[] => [text(`${n} 😀 `), { type: 'wait', ms }]).flat(),
  { type: 'end', reason: 'stop' },
]
const wordsOf = (count: number): string => Array.from({ length: count }, (_, n) => `${n} 😀 `).join('')

const pair = (rig: NodesRig): [RigNode, RigNode] => [rig.start('node-1'), rig.start('node-2')]
const join = (node: RigNode) => {
  const reader = new AssemblingReader()
  node.generations.follow('thread', reader, [])
  return reader
}
const project = { settings: defaultSettings } as AdminProject
const setAway = (rig: NodesRig, nodes: readonly RigNode[], away: boolean) => {
  for (const node of nodes) {
    node.log.away = away
    node.bus.word = () => (away ? [] : [0])
    if (away) rig.leases.away.add(node.name)
    else rig.leases.away.delete(node.name)
    if (!away) node.log.renew()
  }
}

it('RT14.5 every answer interrupted when Redis came back: away for longer than a lease, nothing is, and readers get what they missed', async () => {
  await using rig = createNodesRig({ script: spoken(200, 100) })
  const nodes = pair(rig)
  const [here, there] = [join(nodes[0]), join(nodes[1])]
  rig.ask(nodes[0], { id: 'a' })
  await run(1_000)
  setAway(rig, nodes, true)
  rig.leases.gone.add('node-1').add('node-2')
  const shown = there.textOf('a')
  const held = here.textOf('a')
  await run(8_000)
  expect(here.textOf('a')).toBe(held)
  expect(there.textOf('a')).toBe(shown)
  setAway(rig, nodes, false)
  rig.leases.gone.clear()
  await run(1_000)
  expect(there.textOf('a').length).toBeGreaterThan(shown.length + 200)
  await run(20_000)
  expect(rig.store.row('a')).toMatchObject({ state: 'done', owner: 'node-1', term: 1 })
  for (const reader of [here, there]) {
    expect(reader.textOf('a')).toBe(wordsOf(200))
    expect(reader.misfits).toEqual([])
  }
})

it('RT14.5 an answer that ends while the log is away is finished in the store, with its whole text', async () => {
  await using rig = createNodesRig({ script: spoken(20, 100) })
  const nodes = pair(rig)
  rig.ask(nodes[0], { id: 'a' })
  await run(500)
  setAway(rig, nodes, true)
  await run(15_000)
  expect(rig.store.row('a').state).toBe('done')
  expect(rig.stored('a')).toBe(wordsOf(20))
})

it('RT14.5 what is read into memory meanwhile is no longer than the longest answer', async () => {
  await using rig = createNodesRig({ script: spoken(5_000, 1), settings: { maxAnswerLength: 500 } })
  const nodes = pair(rig)
  rig.ask(nodes[0], { id: 'a' })
  await run(20)
  setAway(rig, nodes, true)
  await run(12_000)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'interrupted', reason: 'too-long' })
  expect(rig.stored('a').length).toBeLessThan(520)
  expect(nodes[0].provider.open).toBe(0)
})

it('RT14.5 new answers are refused with a retry time while a node is out of reach, and taken when it is back', async () => {
  await using rig = createNodesRig()
  const [first] = pair(rig)
  expect(first.generations.plan(project, 'thread')).toMatchObject({ owner: 'node-1' })
  rig.leases.away.add('node-1')
  expect(() => first.generations.plan(project, 'thread')).toThrow(
    expect.objectContaining({ code: 'overloaded', retryAfter: 5 }),
  )
  rig.leases.away.delete('node-1')
  expect(first.generations.plan(project, 'thread')).toMatchObject({ owner: 'node-1' })
})

it.each(['lose', 'rollBack'] as const)(
  'RT14.6 a log that forgot (%s) is written anew by its owner, and readers of any node go on without loss or repeat',
  async forget => {
    for (let moment = 100; moment < 1_500; moment += 93) {
      await using rig = createNodesRig({ script: spoken(20, 90) })
      const nodes = pair(rig)
      const [here, there] = [join(nodes[0]), join(nodes[1])]
      rig.ask(nodes[0], { id: 'a' })
      await run(moment)
      const shown = there.textOf('a')
      if (forget === 'lose') rig.log.lose()
      else await rig.log.rollBack(3)
      if (moment % 2 === 0) for (const node of nodes) node.log.renew()
      await run(40)
      expect(there.textOf('a').startsWith(shown)).toBe(true)
      const late = join(nodes[1])
      await run(10_000)
      expect(rig.store.row('a')).toMatchObject({ state: 'done', owner: 'node-1' })
      expect(rig.stored('a')).toBe(wordsOf(20))
      for (const reader of [here, there, late]) {
        expect(reader.textOf('a')).toBe(wordsOf(20))
        expect(reader.misfits).toEqual([])
      }
    }
  },
)

it('RT14.6 an owner that looks at its row while it raises its own term does not take itself for another', async () => {
  for (let late = 0; late < 40; late++) {
    await using rig = createNodesRig({ script: spoken(20, 90) })
    const nodes = pair(rig)
    const there = join(nodes[1])
    rig.ask(nodes[0], { id: 'a' })
    await run(500)
    const { openGenerations, raiseTerm } = rig.store
    const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
    rig.store.openGenerations = async filter => {
      const rows = await openGenerations.call(rig.store, filter)
      await later(100)
      return rows
    }
    rig.store.raiseTerm = async (...asked) => {
      await later(50)
      return raiseTerm.apply(rig.store, asked)
    }
    rig.log.lose()
    await run(late * 5)
    nodes[0].wake(4_000)
    await run(15_000)
    rig.store.openGenerations = openGenerations
    await run(500)
    expect(rig.store.row('a')).toMatchObject({ state: 'done', owner: 'node-1' })
    expect(there.textOf('a')).toBe(wordsOf(20))
    expect(there.misfits).toEqual([])
  }
})

it('RT14.2 after its way was broken a node shows no log that is older than the row', async () => {
  await using rig = createNodesRig({ script: spoken(30, 100) })
  const nodes = pair(rig)
  rig.ask(nodes[0], { id: 'a' })
  await run(1_000)
  rig.store.row('a').term = 2
  const late = join(nodes[1])
  await run(300)
  expect(late.frames).toEqual([])
  expect(await nodes[1].generations.partsOf('a')).toBe(null)
})

it('RT14.2 nothing is shown between a broken way and the next reading of row and log, to those who come either', async () => {
  await using rig = createNodesRig({ script: spoken(30, 100) })
  const nodes = pair(rig)
  const there = join(nodes[1])
  rig.ask(nodes[0], { id: 'a' })
  await run(1_000)
  const before = there.frames.length
  rig.store.fault = verb => (verb === 'getGeneration' ? 'fail' : undefined)
  nodes[1].log.renew()
  await run(500)
  const late = join(nodes[1])
  await run(500)
  expect(there.frames).toHaveLength(before)
  expect(late.frames).toEqual([])
  rig.store.fault = () => undefined
  await run(6_000)
  for (const reader of [there, late]) {
    expect(reader.textOf('a')).toBe(wordsOf(30))
    expect(reader.misfits).toEqual([])
  }
})

it('RT14.5 logs of answers that were finished without them get an expiry when the log is back', async () => {
  await using rig = createNodesRig({ script: spoken(5, 100), settings: { logSweepMs: 3_000 } })
  const nodes = pair(rig)
  rig.ask(nodes[0], { id: 'a' })
  await run(300)
  setAway(rig, nodes, true)
  await run(10_000)
  expect(rig.store.row('a').state).toBe('done')
  setAway(rig, nodes, false)
  expect(await rig.log.inner.running()).toEqual(['a'])
  await run(4_000)
  expect(await rig.log.inner.running()).toEqual([])
})

it('RT15 a node that stops lets its answers finish, hands the rest over as interrupted, and gives its lease up last', async () => {
  await using rig = createNodesRig({
    script: ({ messages }) => (messages.at(-1)?.text === 'quick' ? spoken(3, 100) : spoken(600, 100)),
  })
  const [first, second] = pair(rig)
  const there = join(second)
  rig.ask(first, { id: 'quick', threadId: 'other', question: 'quick' })
  rig.ask(first, { id: 'slow', question: 'slow' })
  await run(250)
  const drained = first.generations.drain(2_000)
  expect(() => first.generations.plan(project, null)).toThrow(expect.objectContaining({ code: 'shutting_down' }))
  await run(1_000)
  expect(rig.store.row('quick').state).toBe('done')
  expect(rig.leases.of('node-1').state).toEqual({ name: 'held' })
  await run(3_000)
  await drained
  expect(rig.store.row('slow').ending).toMatchObject({ state: 'interrupted', reason: 'shutting-down' })
  expect(there.textOf('slow')).toBe(rig.stored('slow'))
  await first.kill()
  expect(rig.leases.of('node-1').state).toEqual({ name: 'stopped' })
})
