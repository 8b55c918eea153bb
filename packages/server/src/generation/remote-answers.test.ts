import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })
const hanging: ProviderStep[] = [{ type: 'connected' }, text('shown 😀 '), wait(100), text('text'), { type: 'hang' }]
const spoken = (words: readonly string[], ms: number): ProviderStep[] => [
  { type: 'connected' },
  ...words.flatMap(word => [text(word), wait(ms)]),
  { type: 'end', reason: 'stop' },
]

const pair = (rig: NodesRig): [RigNode, RigNode] => [rig.start('node-1'), rig.start('node-2')]

const join = (node: RigNode, reader = new AssemblingReader(), id = 'a') => {
  const following = node.generations.follow('thread', reader, reader.placeOf(id))
  return { reader, following }
}

it('RT14.1 an answer of one node is read on another, from before its beginning to its end', async () => {
  await using rig = createNodesRig({ script: spoken(['One ', 'two ', '😀 three'], 70) })
  const [first, second] = pair(rig)
  const { reader } = join(second)
  rig.ask(first, { id: 'a' })
  await run(100)
  expect(reader.textOf('a')).toBe('One two ')
  expect(second.generations.partsOf('a')).toEqual([{ kind: 'text', text: 'One two ' }])
  await run()
  expect(reader.textOf('a')).toBe('One two 😀 three')
  expect(reader.misfits).toEqual([])
  expect([reader.statuses[0], reader.statuses.at(-1)]).toEqual(['queued', 'streaming'])
  expect(rig.store.row('a')).toMatchObject({ state: 'done', owner: 'node-1' })
  expect(second.provider.requests).toHaveLength(0)
  expect(await second.generations.partsOf('a')).toBe(null)
})

it('RT14.1 a reader that joins another node at any moment misses nothing and gets nothing twice', async () => {
  const words = Array.from('Antwort 😀 ist da — שלום', word => word)
  for (let moment = 0; moment < 300; moment += 7) {
    await using rig = createNodesRig({ script: spoken(words, 9) })
    const [first, second] = pair(rig)
    second.log.delay = () => moment % 11
    rig.ask(first, { id: 'a' })
    await run(moment)
    const { reader } = join(second)
    await run(2_000)
    const isOver = rig.store.row('a').state === 'done' && reader.frames.length === 0
    expect(reader.textOf('a')).toBe(isOver ? '' : words.join(''))
    expect(reader.misfits).toEqual([])
  }
})

it('RT4 a reader that moves between nodes goes on from its place, also on one that is behind', async () => {
  const words = Array.from({ length: 60 }, (_, n) => `${n} `)
  for (let delay = 0; delay < 200; delay += 23) {
    await using rig = createNodesRig({ script: spoken(words, 15) })
    const [first, second] = pair(rig)
    const third = rig.start('node-3')
    second.log.word = () => delay
    third.log.word = () => null
    rig.ask(first, { id: 'a' })
    const reader = new AssemblingReader()
    join(third)
    for (let n = 0; n < 20; n++) {
      const { following } = join([first, second, third][n % 3] as RigNode, reader)
      await run(45)
      following.stop()
    }
    join(second, reader)
    await run(8_000)
    expect(reader.textOf('a')).toBe(words.join('').slice(0, reader.textOf('a').length))
    expect(reader.misfits).toEqual([])
    expect(reader.frames.filter(({ type }) => type === 'snapshot')).toHaveLength(1)
  }
})

it('RT2 a resume on a node that has read less waits, and takes no text back', async () => {
  await using rig = createNodesRig({ script: spoken(['abc', 'def', 'ghi'], 100) })
  const [first, second] = pair(rig)
  rig.ask(first, { id: 'a' })
  join(second)
  await run(50)
  second.log.word = () => null
  const { reader, following } = join(first)
  await run(100)
  expect(reader.textOf('a')).toBe('abcdef')
  following.stop()
  const before = reader.frames.length
  join(second, reader)
  await run(40)
  expect(second.generations.partsOf('a')).toEqual([{ kind: 'text', text: 'abc' }])
  expect(reader.frames.slice(before).filter(({ type }) => type !== 'status')).toEqual([])
  second.log.word = () => 0
  await run(100)
  expect(reader.textOf('a')).toBe('abcdefghi')
  expect(reader.misfits).toEqual([])
})

it('RT14.1 every word lost, a sweep finds the answer, its text and its end', async () => {
  await using rig = createNodesRig({ script: spoken(['One ', 'two'], 4_000), settings: { sweepMs: 1_000 } })
  const [first, second] = pair(rig)
  second.bus.word = () => []
  second.log.word = () => null
  const { reader } = join(second)
  rig.ask(first, { id: 'a' })
  await run(2_100)
  expect(reader.textOf('a')).toBe('One ')
  await run(4_000)
  expect(reader.textOf('a')).toBe('One two')
  await run(5_000)
  expect(rig.store.row('a').state).toBe('done')
  expect(await second.generations.partsOf('a')).toBe(null)
})

it('RT14.1 a change of the thread waits for the text before it', async () => {
  await using rig = createNodesRig({ script: spoken(['all ', 'of ', 'it'], 90) })
  const [first, second] = pair(rig)
  const { reader } = join(second)
  second.log.word = () => null
  rig.ask(first, { id: 'a' })
  await run(20)
  const told: string[] = []
  second.bus.subscribe(async message => {
    if (message.kind !== 'thread') return
    await second.generations.caughtUp?.(message.thread)
    told.push(reader.textOf('a'))
  })
  await run(500)
  expect(rig.stored('a')).toBe('all of it')
  expect(told.at(-1)).toBe('all of it')
})

it('RT14.1 a log that does not answer holds up no change for longer than a second', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = pair(rig)
  join(second)
  rig.ask(first, { id: 'a' })
  await run(300)
  second.log.delay = () => 20_000
  let waited = false
  second.generations.caughtUp?.('thread')?.then(() => {
    waited = true
  })
  await run(900)
  expect(waited).toBe(false)
  await run(200)
  expect(waited).toBe(true)
  second.log.delay = () => 0
  await run(60_000)
})

it('RT14.1 a thread that nobody follows costs a node nothing', async () => {
  await using rig = createNodesRig({ script: hanging, settings: { sweepMs: 60_000 } })
  const [first, second] = pair(rig)
  const reads: string[] = []
  const { read } = second.log
  second.log.read = (...asked) => {
    reads.push(asked[0])
    return read(...asked)
  }
  rig.ask(first, { id: 'a' })
  await run(500)
  expect(reads).toEqual([])
  expect(second.generations.caughtUp?.('thread')).toBe(null)
  const { following, reader } = join(second)
  await run(10)
  expect(reader.textOf('a')).toBe('shown 😀 text')
  following.stop()
  expect(second.generations.stats().readers).toBe(0)
  expect(second.generations.caughtUp?.('thread')).toBe(null)
  const before = reads.length
  const drained = first.generations.drain(0)
  await run(2_000)
  await drained
  expect(reads).toHaveLength(before)
})

it('RT14.1 many words are one read at a time', async () => {
  await using rig = createNodesRig({ script: spoken(Array<string>(40).fill('x'), 5), settings: { windowMs: 5 } })
  const [first, second] = pair(rig)
  let [flying, most] = [0, 0]
  const { read } = second.log
  second.log.read = async (...asked) => {
    most = Math.max(most, ++flying)
    return await read(...asked).finally(() => flying--)
  }
  second.log.delay = () => 30
  const { reader } = join(second)
  rig.ask(first, { id: 'a' })
  await run(2_000)
  expect(reader.textOf('a')).toBe('x'.repeat(40))
  expect(most).toBe(1)
})

it('RT14.1 a page that is read elsewhere has the text that the log holds', async () => {
  await using rig = createNodesRig({ script: hanging })
  const [first, second] = pair(rig)
  rig.ask(first, { id: 'a', base: [{ kind: 'text', text: 'Before: ' }] })
  await run(500)
  expect(await second.generations.partsOf('a')).toEqual([{ kind: 'text', text: 'Before: shown 😀 text' }])
  second.log.away = true
  expect(await second.generations.partsOf('a')).toBe(null)
})
