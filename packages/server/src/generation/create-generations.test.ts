import { hashText } from '@chat-view/protocol/codes'
import { expect, it } from 'vitest'
import { AssemblingReader } from '../testing/assembling-reader.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'

const run = fakeTime()

const wait = (ms: number): ProviderStep => ({ type: 'wait', ms })

it('RT1 an answer is run to its end without any reader, and found complete', async () => {
  await using rig = createGenerationRig({ script: say('Because ', 'of 😀', ' it.') })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.stored('a')).toBe('Because of 😀 it.')
  const text = 'Because of 😀 it.'
  expect(rig.store.row('a').ending).toEqual({
    state: 'done',
    reason: 'stop',
    length: text.length,
    hash: hashText(text),
    usage: { input: 3, output: 3, cached: null, estimated: false },
  })
  expect(rig.announced).toHaveLength(1)
  expect(rig.generations.stats()).toMatchObject({ running: 0, queued: 0 })
})

it('RT1 a reader that left before the first token finds the answer when it comes back', async () => {
  await using rig = createGenerationRig({
    script: [{ type: 'connected' }, wait(500), ...say('late ', 'answer'), wait(1)],
  })
  rig.ask({ id: 'a' })
  const reader = new AssemblingReader()
  const following = rig.generations.follow('thread', reader, [])
  await run(100)
  following.stop()
  await run(5_000)
  expect(reader.textOf('a')).toBe('')
  expect(rig.stored('a')).toBe('late answer')
})

it('CV7 a reader sees the answer queued, thinking, then streaming', async () => {
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, wait(500), ...say('x')] })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a' })
  await run(200)
  expect(reader.statuses).toEqual(['queued', 'thinking'])
  await run()
  expect(reader.statuses).toEqual(['queued', 'thinking', 'streaming'])
})

it('RT2 readers have all of the text when the end is announced', async () => {
  await using rig = createGenerationRig({ script: say('the ', 'whole ', 'text') })
  const [shown, hidden] = [new AssemblingReader(), new AssemblingReader()]
  rig.generations.follow('thread', shown, [])
  rig.generations.follow('thread', hidden, []).setHidden(true)
  const seen: string[] = []
  rig.announced.push = () => seen.push(shown.textOf('a'), hidden.textOf('a'))
  rig.ask({ id: 'a' })
  await run()
  expect(seen).toEqual(['the whole text', 'the whole text'])
})

it('CV1 answers of one thread run one after the other, those of others beside them', async () => {
  await using rig = createGenerationRig({ script: [{ type: 'connected' }, wait(100), ...say('x')] })
  for (const id of ['a', 'b']) rig.ask({ id, threadId: 'one' })
  rig.ask({ id: 'c', threadId: 'two' })
  await run(50)
  expect(rig.provider.open).toBe(2)
  expect(rig.generations.stats()).toMatchObject({ running: 2, queued: 1 })
  expect(rig.store.row('b').state).toBe('queued')
  await run()
  expect(rig.ends.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
})

it('CV1 answers beyond the bound of the node wait for a place', async () => {
  await using rig = createGenerationRig({
    script: [{ type: 'connected' }, wait(100), ...say('x')],
    settings: { maxRunning: 2 },
  })
  for (const id of ['a', 'b', 'c', 'd']) rig.ask({ id, threadId: id })
  await run(50)
  expect(rig.provider.open).toBe(2)
  await run()
  expect(rig.ends.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
})

it('CV2 an answer that is continued goes on at its end, and its reader gets what is new', async () => {
  await using rig = createGenerationRig({ script: say('upon ', 'a time') })
  const reader = new AssemblingReader()
  rig.generations.follow('thread', reader, [])
  rig.ask({ id: 'a', base: [{ kind: 'text', text: 'Once ' }] })
  await run()
  expect(reader.textOf('a')).toBe('Once upon a time')
  expect(
    reader.frames
      .filter(frame => frame.type === 'delta')
      .map(frame => frame.text)
      .join(''),
  ).toBe('upon a time')
  expect(rig.store.message('a').parts).toEqual([{ kind: 'text', text: 'Once upon a time' }])
})

it('RT1 a store that is away for a minute delays the end, and costs nothing', async () => {
  await using rig = createGenerationRig({ script: say('kept') })
  rig.ask({ id: 'a' })
  await run(0)
  rig.store.fault = () => 'fail'
  await run(60_000)
  expect(rig.store.row('a').ending).toBe(null)
  rig.store.fault = () => undefined
  await run(10_000)
  expect(rig.stored('a')).toBe('kept')
  expect(rig.store.finishes.get('a')).toBe(1)
})
