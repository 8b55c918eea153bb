import { afterEach, beforeEach, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { ProviderEvent } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import type { Spending } from '../../ports/spending.ts'
import type { Store } from '../../ports/store.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { createScriptedProvider, say } from '../../testing/scripted-provider.ts'
import { newId } from '../../testing/store-contract/world.ts'
import { freeSpending, summaryRig } from '../../testing/summary-rig.ts'
import { talkOfTurns } from '../../testing/talk-of-turns.ts'

let store: Store
beforeEach(async () => {
  store = await openTempStore()
})
afterEach(() => store.close())

it('AI4 where the project wants none, only a person’s wish is done', async () => {
  const { threadId, world } = await talkOfTurns(store, 8)
  const settings = { ...world.project.settings, summarise: false }
  await store.updateProject(world.project.id, { settings })
  await world.finishFull(threadId)
  const rig = summaryRig(store)
  expect(await rig.run(threadId)).toMatchObject({ added: 0, outcome: 'done' })
  expect(await store.summariseWish(threadId)).toBeNull()
})

it('AI4.5 without budget it waits, and what it consumed is recorded and settled', async () => {
  const { threadId, world } = await talkOfTurns(store, 8)
  await world.finishFull(threadId)
  const settled: string[] = []
  const spending: Spending = {
    ...freeSpending,
    reserve: async ({ purpose, userId }) => {
      expect([purpose, userId]).toEqual(['summary', null])
      throw new CodedError('quota_exceeded')
    },
    settle: async (id, calls) => {
      settled.push(id)
      expect(calls).toMatchObject([{ purpose: 'summary', threadId, userId: null, generationId: id, input: 3 }])
    },
  }
  expect(await summaryRig(store, { spending }).run(threadId)).toMatchObject({ added: 0, outcome: 'waits' })
  expect(await store.summariseWish(threadId)).not.toBeNull()
  const { reserve } = freeSpending
  const { added } = await summaryRig(store, { spending: { ...spending, reserve } }).run(threadId)
  expect(settled).toHaveLength(added)
  const calls = await Promise.all(settled.map(id => store.callsOf(id)))
  expect(calls.flat()).toHaveLength(added)
})

it.each([
  ['a refusal for good', new ProviderFailure('request'), 'given up'],
  ['a failure that may pass', new ProviderFailure('unavailable'), 'thrown'],
])('AI4.5 %s of the provider', async (_, error, expected) => {
  const { threadId, world } = await talkOfTurns(store, 8)
  await world.finishFull(threadId)
  const provider = createScriptedProvider([{ type: 'fail', error }])
  const outcome = await summaryRig(store, { provider })
    .run(threadId)
    .then(done => done.outcome)
    .catch(thrown => (thrown === error ? 'thrown' : thrown))
  expect(outcome).toBe(expected)
  expect((await store.summariseWish(threadId)) === null).toBe(expected === 'given up')
  expect(await store.listSummaries(threadId)).toEqual([])
})

it('AI4 nothing but blanks is no summary, and a text beyond all bounds is cut', async () => {
  const { threadId } = await talkOfTurns(store, 8)
  const blank = summaryRig(store, { provider: createScriptedProvider(say(' \n')) })
  expect(await blank.run(threadId)).toMatchObject({ added: 0, outcome: 'given up' })
  const pieces: ProviderEvent[] = Array.from({ length: 30 }, () => ({ type: 'text', text: 'x'.repeat(1_000) }))
  const endless = createScriptedProvider([...pieces, { type: 'hang' }])
  await summaryRig(store, { provider: endless, mostTexts: 1 }).run(threadId)
  const [first] = await store.listSummaries(threadId)
  expect(first?.text).toHaveLength(20_000)
  expect(endless.open).toBe(0)
})

it('AI4 threads that are gone, and a signal that aborts, end it', async () => {
  const { threadId, world } = await talkOfTurns(store, 8)
  const abort = new AbortController()
  const provider = createScriptedProvider([{ type: 'hang' }])
  const running = summaryRig(store, { provider }).run(threadId, abort.signal)
  abort.abort(new Error('stopping'))
  await expect(running).rejects.toThrow('stopping')
  await store.deleteThread({ id: threadId, userId: world.user.id, at: world.tick() })
  expect(await summaryRig(store).run(threadId)).toMatchObject({ added: 0, outcome: 'done' })
  expect(await summaryRig(store).run(newId())).toMatchObject({ added: 0, outcome: 'done' })
})

it('AI4.5 a project that is disabled is asked nothing', async () => {
  const { threadId, world } = await talkOfTurns(store, 8)
  await world.finishFull(threadId)
  await store.updateProject(world.project.id, { enabled: false })
  expect(await summaryRig(store).run(threadId)).toMatchObject({ added: 0, outcome: 'done' })
  expect(await store.summariseWish(threadId)).not.toBeNull()
})
