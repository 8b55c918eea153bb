import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const hanging: ProviderStep[] = [
  { type: 'connected' },
  text('shown 😀 '),
  { type: 'wait', ms: 100 },
  text('text'),
  { type: 'hang' },
]

it('RT15 a drain refuses new answers, lets the others finish, and interrupts what is left with its text', async () => {
  await using rig = createGenerationRig({
    script: ({ user: _user, messages }) =>
      messages.at(-1)?.text === 'quick'
        ? [text('quick'), { type: 'wait', ms: 300 }, { type: 'end', reason: 'stop' }]
        : hanging,
  })
  rig.ask({ id: 'quick', threadId: '1', question: 'quick' })
  rig.ask({ id: 'slow', threadId: '2', question: 'slow' })
  rig.ask({ id: 'behind', threadId: '2', question: 'behind' })
  await run(200)
  let drained = false
  rig.generations.drain(1_000).then(() => {
    drained = true
  })
  await run(500)
  expect(drained).toBe(false)
  expect(rig.store.row('quick')).toMatchObject({ state: 'done' })
  await run(2_000)
  expect(drained).toBe(true)
  expect(rig.store.row('slow').ending).toMatchObject({ state: 'interrupted', reason: 'shutting-down' })
  expect(rig.stored('slow')).toBe('shown 😀 text')
  expect(rig.store.row('behind').ending).toMatchObject({ state: 'interrupted', reason: 'shutting-down' })
  expect(rig.provider.open).toBe(0)
})

it('RT15 a drain waits for commands that are under way, and for the answers that they ask for', async () => {
  await using rig = createGenerationRig({ script: say('late ', 'and whole') })
  const settled = Promise.withResolvers<void>()
  let drained = false
  rig.generations.drain(60_000, settled.promise).then(() => {
    drained = true
  })
  await run(500)
  expect(drained).toBe(false)
  rig.ask({ id: 'a' })
  settled.resolve()
  await run(2_000)
  expect(drained).toBe(true)
  expect(rig.stored('a')).toBe('late and whole')
})

it('RT15 what a command asks for after the grace has no time left, and ends as interrupted', async () => {
  await using rig = createGenerationRig({ script: hanging })
  const settled = Promise.withResolvers<void>()
  let drained = false
  rig.generations.drain(1_000, settled.promise).then(() => {
    drained = true
  })
  await run(1_500)
  rig.ask({ id: 'a' })
  settled.resolve()
  await run(2_000)
  expect(drained).toBe(true)
  expect(rig.store.row('a').ending).toMatchObject({ state: 'interrupted', reason: 'shutting-down' })
})

it('RT15 a drain with nothing to wait for is over at once', async () => {
  await using rig = createGenerationRig({ script: say('x') })
  rig.ask({ id: 'a' })
  await run()
  await rig.generations.drain(60_000)
  expect(rig.stored('a')).toBe('x')
})

it('RT15 a drain does not wait for a store that stays away', async () => {
  await using rig = createGenerationRig({ script: hanging })
  rig.ask({ id: 'a' })
  await run(200)
  rig.store.fault = () => 'fail'
  rig.ask({ id: 'unread', threadId: 'other' })
  let drained = false
  rig.generations.drain(100).then(() => {
    drained = true
  })
  await run(15_000)
  expect(drained).toBe(true)
})
