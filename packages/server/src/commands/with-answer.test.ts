import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import type { Commit } from '../ports/commit.ts'
import type { SpendingWish } from '../ports/spending.ts'
import { newProject } from '../testing/store-contract/world.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'
import { withAnswer } from './plan-answer.ts'

const setUp = ({ isReplay = false, refuses = false } = {}) => {
  const told: string[] = []
  const wishes: SpendingWish[] = []
  let ids = 0
  const room = {
    ids: { make: () => `id-${++ids}` },
    answers: { plan: () => ({ owner: 'node', provider: 'openai', model: 'm' }) },
    spending: {
      async reserve(wish: SpendingWish) {
        if (refuses) throw new CodedError('quota_exceeded')
        wishes.push(wish)
      },
      settle: async () => {},
      release: async (id: string) => void told.push(id),
    },
  } as unknown as CommandRoom
  const call = {
    project: newProject(),
    principal: { userId: 'u' },
    verb: { at: 1 },
    isReplay,
  } as unknown as CommandCall
  const commit = (replayed = false): Commit<string> => ({ value: 'done', changes: [], replayed })
  return { told, wishes, room, call, commit }
}

it('AI7.4 an answer is reserved under its id before the verb writes it', async () => {
  const { told, wishes, room, call, commit } = setUp()
  const place = { threadId: 't', messageId: 'answer' }
  const { value } = await withAnswer(call, room, place, async answer => {
    expect(answer).toMatchObject({
      ...{ owner: 'node', provider: 'openai', model: 'm' },
      messageId: 'answer',
      generationId: 'id-1',
    })
    expect(wishes).toMatchObject([{ id: 'id-1', userId: 'u', purpose: 'answer', model: 'm', threadId: 't' }])
    return commit()
  })
  expect([value, told]).toEqual(['done', []])
})

it('AI7.4 what was reserved for nothing is given back: a refusal, or a command that was done meanwhile', async () => {
  const { told, room, call, commit } = setUp()
  const refused = withAnswer(call, room, { threadId: null }, async () => {
    throw new CodedError('forbidden')
  })
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  await withAnswer(call, room, { threadId: null }, async () => commit(true))
  expect(told).toHaveLength(2)
})

it('AI7.4 where nobody knows whether the verb was written, the reservation stays until it is settled or expires', async () => {
  const { told, room, call } = setUp()
  for (const error of [new CodedError('store_unavailable'), new Error('lost')]) {
    const lost = withAnswer(call, room, { threadId: null }, async () => {
      throw error
    })
    await expect(lost).rejects.toBe(error)
  }
  expect(told).toEqual([])
})

it('AI7.4 a command that was done before reserves nothing, and one that is refused writes nothing', async () => {
  const replay = setUp({ isReplay: true })
  await withAnswer(replay.call, replay.room, { threadId: 't' }, async ({ owner }) => {
    expect(owner).toBe('nobody')
    return replay.commit(true)
  })
  expect([replay.wishes, replay.told]).toEqual([[], []])
  const full = setUp({ refuses: true })
  const refused = withAnswer(full.call, full.room, { threadId: 't' }, () => expect.fail('It was written'))
  await expect(refused).rejects.toMatchObject({ code: 'quota_exceeded' })
})
