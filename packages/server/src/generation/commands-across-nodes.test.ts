import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const hanging: ProviderStep[] = [{ type: 'connected' }, text('some text'), { type: 'hang' }]
const quick = (words: string): ProviderStep[] => [
  { type: 'connected' },
  text(words),
  { type: 'wait', ms: 200 },
  { type: 'end', reason: 'stop' },
]

const pair = (rig: NodesRig): [RigNode, RigNode] => [rig.start('node-1'), rig.start('node-2')]

it('RT14.3 a stop from another node ends the answer at once', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = pair(rig)
  rig.ask(first, { id: 'a' })
  await run(300)
  await rig.stop(second, 'a')
  await run(100)
  expect(rig.store.row('a')).toMatchObject({ state: 'stopped', owner: 'node-1' })
  expect(rig.stored('a')).toBe('some text')
  expect(first.provider.open).toBe(0)
})

it('RT14.3 a stop whose word is lost is seen when the owner renews its lease', async () => {
  await using rig = createNodesRig({ script: hanging, settings: { sweepMs: 60_000 } })
  const [first, second] = pair(rig)
  first.bus.word = () => []
  rig.ask(first, { id: 'a' })
  await run(300)
  await rig.stop(second, 'a')
  await run(1_100)
  expect(rig.store.row('a').state).toBe('stopped')
})

it('RT14.3 a stop is seen while log, bus and leases are away, and the row says so', async () => {
  await using rig = createNodesRig({ script: hanging, settings: { sweepMs: 60_000 } })
  const [first, second] = pair(rig)
  rig.ask(first, { id: 'a' })
  await run(300)
  for (const node of [first, second]) {
    node.log.away = true
    node.bus.word = () => []
    rig.leases.away.add(node.name)
  }
  await rig.stop(second, 'a')
  await run(1_100)
  expect(first.provider.open).toBe(0)
  await run(6_000)
  expect(rig.store.row('a').state).toBe('stopped')
  expect(rig.stored('a')).toBe('some text')
})

it('RT1 stop before start, and at every step of it, from another node: it ends stopped, once', async () => {
  for (let steps = 0; steps < 60; steps++) {
    await using rig = createNodesRig({ script: hanging })
    const [first, second] = pair(rig)
    first.log.delay = () => steps % 3
    rig.ask(first, { id: 'a' })
    for (let i = 0; i < steps; i++) await null
    await run(steps % 5)
    const stopped = rig.stop(second, 'a')
    await run(1_500)
    await stopped
    expect(rig.store.row('a').state).toBe('stopped')
    expect(rig.store.finishes.get('a')).toBe(1)
    expect(first.provider.open).toBe(0)
  }
})

it('RT1 a stop that hits the next answer: it names a generation, and another node’s next one goes on', async () => {
  for (let moment = 0; moment < 320; moment += 19) {
    await using rig = createNodesRig({ script: quick('words') })
    const [first, second] = pair(rig)
    rig.ask(first, { id: 'a' })
    rig.ask(second, { id: 'b' })
    await run(moment)
    const stopped = rig.stop(second, 'a')
    await run(3_000)
    await stopped
    expect(rig.store.row('b').state).toBe('done')
    expect(['stopped', 'done']).toContain(rig.store.row('a').state)
    expect(rig.store.finishes.get('b')).toBe(1)
  }
})

it('RT14.3 a decision that was taken on another node reaches the owner, also when its word is lost', async () => {
  for (const isLost of [false, true]) {
    const echo = scriptedTool('echo', async () => ({ text: 'heard' }), { approval: true })
    await using rig = createNodesRig({
      script: ({ messages }) =>
        messages.at(-1)?.role === 'tool'
          ? quick('Done.')
          : [
              { type: 'connected' },
              { type: 'tool-call', call: { id: 'c', name: 'echo', arguments: '{}' } },
              { type: 'end', reason: 'tools' },
            ],
      toolBox: toolBoxWith(echo),
    })
    const [first, second] = pair(rig)
    const reader = new AssemblingReader()
    second.generations.follow('thread', reader, [])
    if (isLost) first.bus.word = () => []
    rig.ask(first, { id: 'a' })
    await run(500)
    expect(reader.partsOf('a')).toMatchObject([{ kind: 'tool', state: 'waiting' }])
    await rig.store.decideToolCall({ call: 'c', approve: true })
    second.bus.publish({ kind: 'tool', generation: 'a' })
    await run(isLost ? 6_000 : 1_000)
    expect(rig.store.row('a').state).toBe('done')
    expect(reader.partsOf('a')).toMatchObject([{ kind: 'tool', state: 'done' }, { text: 'Done.' }])
  }
})

it('RT14.4 one answer of a thread runs at a time, whichever nodes they were asked of, in the order in which they were asked', async () => {
  for (const isLost of [false, true]) {
    await using rig = createNodesRig({ script: quick('words'), settings: { sweepMs: 2_000 } })
    const nodes = ['node-1', 'node-2', 'node-3'].map(name => rig.start(name)) as [RigNode, RigNode, RigNode]
    if (isLost) for (const node of nodes) node.bus.word = () => []
    const begun: string[] = []
    const { startGeneration } = rig.store
    rig.store.startGeneration = (id, term) => {
      begun.push(id)
      return startGeneration.call(rig.store, id, term)
    }
    for (let n = 0; n < 7; n++) rig.ask(nodes[n % 3] as RigNode, { id: `${n}`, threadId: 'thread' })
    rig.ask(nodes[1], { id: 'elsewhere', threadId: 'other' })
    let most = 0
    for (let i = 0; i < 400; i++) {
      await run(50)
      const running = ['0', '1', '2', '3', '4', '5', '6'].map(id => rig.store.row(id).state)
      most = Math.max(most, running.filter(state => state === 'thinking' || state === 'streaming').length)
    }
    expect(most).toBe(1)
    expect(begun.filter(id => id !== 'elsewhere')).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    expect(begun[1]).toBe('elsewhere')
    for (const id of begun) expect(rig.store.row(id).state).toBe('done')
  }
})

it('RT14.4 two answers that were asked for in the same millisecond on two nodes, each of which saw itself as the first, run one after the other', async () => {
  await using rig = createNodesRig({ script: quick('words'), settings: { sweepMs: 2_000 } })
  const [first, second] = pair(rig)
  const { startGeneration } = rig.store
  // The later id has its turn, and before its row is told, the other is there and is before it.
  const told = Promise.withResolvers<void>()
  rig.store.startGeneration = async (id, term) => {
    if (id === 'z') await told.promise
    return startGeneration.call(rig.store, id, term)
  }
  rig.ask(first, { id: 'z', createdAt: 1 })
  await run(50)
  rig.ask(second, { id: 'a', createdAt: 1 })
  await run(50)
  expect(rig.store.row('a').state).toBe('streaming')
  told.resolve()
  await run(50)
  expect(rig.store.row('z').state).toBe('queued')
  expect(first.provider.requests).toHaveLength(0)
  await run(300)
  expect([rig.store.row('a').state, rig.store.row('z').state]).toEqual(['done', 'streaming'])
  await run(300)
  expect([rig.stored('a'), rig.stored('z')]).toEqual(['words', 'words'])
  expect(first.generations.stats()).toMatchObject({ queued: 0, running: 0 })
})

it('RT14.4 an answer that found another running and was stopped, or whose node drained, meanwhile ends there', async () => {
  for (const how of ['stop', 'drain'] as const) {
    await using rig = createNodesRig({ script: hanging, settings: { sweepMs: 2_000 } })
    const [first, second] = pair(rig)
    const { startGeneration } = rig.store
    const told = Promise.withResolvers<void>()
    rig.store.startGeneration = async (id, term) => {
      if (id === 'z') await told.promise
      return startGeneration.call(rig.store, id, term)
    }
    rig.ask(first, { id: 'z', createdAt: 1 })
    await run(50)
    rig.ask(second, { id: 'a', createdAt: 1 })
    await run(50)
    const ended = how === 'stop' ? rig.stop(first, 'z') : first.generations.drain(10)
    await run(50)
    told.resolve()
    await run(2_000)
    await ended
    expect(rig.store.row('z').state).toBe(how === 'stop' ? 'stopped' : 'interrupted')
    expect(rig.store.finishes.get('z')).toBe(1)
    expect(rig.store.row('a').state).toBe('streaming')
    expect(first.provider.requests).toHaveLength(0)
  }
})

it('RT14.4 an answer that waits for one of a node that is gone begins when that was ended', async () => {
  await using rig = createNodesRig()
  const first = rig.start('node-1', { script: hanging })
  const second = rig.start('node-2', { script: quick('after it') })
  await run(600)
  rig.ask(first, { id: 'a' })
  await run(100)
  rig.ask(second, { id: 'b' })
  await run(1_000)
  expect(rig.store.row('b').state).toBe('queued')
  const killed = first.kill()
  await run(20)
  await killed
  rig.leases.gone.add('node-1')
  await run(2_000)
  expect(rig.store.row('a').state).toBe('interrupted')
  expect(rig.stored('b')).toBe('after it')
})

it('RT14.4 one that waits may be stopped, and nobody is asked', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = pair(rig)
  rig.ask(first, { id: 'a' })
  await run(100)
  rig.ask(second, { id: 'b' })
  await run(700)
  await rig.stop(first, 'b')
  await run(100)
  expect(rig.store.row('b').state).toBe('stopped')
  expect(second.generations.stats()).toMatchObject({ queued: 0, running: 0 })
  expect(second.provider.requests).toHaveLength(0)
})
