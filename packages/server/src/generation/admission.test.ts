import type { AdminProject } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'

const run = fakeTime(100)

const hang: ProviderStep[] = [{ type: 'connected' }, { type: 'hang' }]
const project = (model: string | null = null): AdminProject => ({ id: 'project', settings: { model } }) as AdminProject

it('AI1 a plan names the node, and provider and model as they are chosen for the project', async () => {
  await using rig = createGenerationRig({ script: hang })
  expect(rig.generations.plan(project(), null)).toEqual({ owner: 'node-1', provider: 'scripted', model: 'model' })
  expect(rig.generations.plan(project('large'), null)).toMatchObject({ model: 'large' })
})

it('RT6 more answers than a thread may have waiting are refused, also when they come at once', async () => {
  await using rig = createGenerationRig({ script: hang, settings: { maxQueued: 3 } })
  for (let i = 0; i < 4; i++) rig.generations.plan(project(), 'thread')
  expect(() => rig.generations.plan(project(), 'thread')).toThrow(expect.objectContaining({ code: 'too_many' }))
  expect(() => rig.generations.plan(project(), 'other')).not.toThrow()
  for (let i = 0; i < 4; i++) rig.ask({ id: `${i}` })
  await run()
  expect(rig.generations.stats()).toMatchObject({ running: 1, queued: 3 })
  expect(() => rig.generations.plan(project(), 'thread')).toThrow(expect.objectContaining({ code: 'too_many' }))
  await rig.stop('3')
  await run()
  expect(() => rig.generations.plan(project(), 'thread')).not.toThrow()
})

it('RT6 plans whose verbs were refused count for a short time only', async () => {
  await using rig = createGenerationRig({ script: hang, settings: { maxQueued: 0 } })
  rig.generations.plan(project(), 'thread')
  expect(() => rig.generations.plan(project(), 'thread')).toThrow()
  await run(2_500)
  expect(() => rig.generations.plan(project(), 'thread')).not.toThrow()
})

it('RT6 a node that runs all it may refuses more, with a time', async () => {
  await using rig = createGenerationRig({ script: hang, settings: { maxRunning: 2 } })
  for (const id of ['a', 'b']) rig.ask({ id, threadId: id })
  await run()
  expect(() => rig.generations.plan(project(), null)).toThrow(
    expect.objectContaining({ code: 'overloaded', retryAfter: expect.any(Number) }),
  )
  await rig.stop('a')
  await run()
  expect(() => rig.generations.plan(project(), null)).not.toThrow()
})

it('RT6 a late event loop refuses new answers and keeps those that run', async () => {
  let delay = 0
  await using rig = createGenerationRig({
    script: [
      { type: 'wait', ms: 500 },
      { type: 'text', text: 'x' },
      { type: 'end', reason: 'stop' },
    ],
    loopDelay: () => delay,
  })
  rig.ask({ id: 'a' })
  await run()
  delay = 201
  expect(() => rig.generations.plan(project(), null)).toThrow(expect.objectContaining({ code: 'overloaded' }))
  await run(2_000)
  expect(rig.stored('a')).toBe('x')
  expect(rig.generations.stats().loopDelayMs).toBe(201)
})

it('RT15 a node that stops refuses new answers', async () => {
  await using rig = createGenerationRig({ script: hang })
  await rig.generations.drain(0)
  expect(() => rig.generations.plan(project(), null)).toThrow(expect.objectContaining({ code: 'shutting_down' }))
})
