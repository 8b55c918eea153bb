import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { createNodesRig, type NodesRig, type RigNode } from '../testing/two-node-rig.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })
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

it('RT2 stuck or jumping text after regenerate: a second tab on another node gets the new generation as a snapshot', async () => {
  const answers = ['first answer', 'second']
  await using rig = createNodesRig({
    script: ({ messages }) => [
      { type: 'connected' },
      text(answers[messages.length > 1 ? 1 : 0] ?? ''),
      { type: 'hang' },
    ],
  })
  const [first, second] = pair(rig)
  const { reader } = join(second)
  rig.ask(first, { id: 'a' })
  await run(200)
  expect(reader.textOf('a')).toBe('first answer')
  await rig.stop(first, 'a')
  await run(200)
  rig.ask(second, { id: 'b' })
  await run(200)
  expect(reader.textOf('b')).toBe('second')
  expect(reader.frames.filter(({ type }) => type === 'snapshot')).toHaveLength(2)
  expect(reader.misfits).toEqual([])
})

it('RT2 two answers run into one another: away during the one, its place says nothing of the next', async () => {
  await using rig = createNodesRig({ script: spoken(['same words ', 'and more'], 200) })
  const [first, second] = pair(rig)
  const { reader, following } = join(second)
  rig.ask(first, { id: 'a' })
  await run(100)
  following.stop()
  const places = reader.placeOf('a')
  await run(1_000)
  rig.ask(first, { id: 'b', base: [{ kind: 'text', text: 'same words and more' }] })
  await run(100)
  second.generations.follow('thread', reader, places)
  await run(1_000)
  expect(reader.textOf('b')).toBe('same words and moresame words and more')
  expect(reader.textOf('a')).toBe('same words ')
  expect(reader.misfits).toEqual([])
})
