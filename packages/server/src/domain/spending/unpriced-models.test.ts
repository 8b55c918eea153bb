import type { AdminProject, SpendLimit } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { calendar } from '../../adapters/luxon/calendar.ts'
import type { CodedError } from '../../ports/coded-error.ts'
import type { ModelTable } from '../../ports/model-table.ts'
import type { SpendingWish } from '../../ports/spending.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { newCall } from '../../testing/store-contract/new-call.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { createSpending } from './create-spending.ts'

const of = (price: number) => ({ input: price, cached: price, output: price })

const models: ModelTable = {
  currency: 'USD',
  find: name => ({
    name,
    window: 10_000,
    maxAnswer: 1_000,
    prices: name === 'unpriced' ? null : of(name === 'free' ? 0 : 1_000_000),
  }),
}

const most = (scope: SpendLimit['scope'], unit: SpendLimit['unit'], limit: number): SpendLimit => ({
  ...{ scope, unit, limit, period: 'day' },
})

/** A project of these limits, on a server whose usual models are these. */
const openRoom = async (limits: readonly SpendLimit[], usualModels: readonly string[] = []) => {
  const store = await openTempStore()
  const world = await newWorld(store)
  const { project } = world
  const clock = createFakeClock(Date.parse('2026-01-31T10:00:00Z'))
  const warnings: unknown[] = []
  const logger = { ...silentLogger, warn: (fields: unknown) => void warnings.push(fields) }
  const projects = { get: async (): Promise<AdminProject> => project }
  const spending = createSpending({
    ...{ store, models, projects, calendar, clock, logger, limits, usualModels },
    maxTokens: null,
    observers: [],
  })
  const wish = (model: string, userId: string = world.user.id): SpendingWish => ({
    ...{ id: newId(), project, userId, purpose: 'answer', model },
  })
  return { world, clock, warnings, spending, wish, [Symbol.asyncDispose]: () => store.close() }
}

const refusal = (work: Promise<unknown>): Promise<CodedError> =>
  work.then(
    () => expect.fail('It was let through'),
    e => e,
  )

it('AI7.11 where a limit of money holds, a model without a price is not asked: that is no quota, and operators are told', async () => {
  await using room = await openRoom([most('project', 'money', 20_000_000)])
  const { project, store } = room.world
  for (let n = 0; n < 3; n++)
    expect(await refusal(room.spending.reserve(room.wish('unpriced')))).toMatchObject({
      code: 'provider_unavailable',
      detail: expect.stringContaining('unpriced'),
      quota: undefined,
    })
  expect(room.warnings).toEqual([{ project: project.id, model: 'unpriced' }])
  expect(await store.quotaCounts({ projectId: project.id, userId: null, at: 0 })).toEqual([])
  room.clock.advance(86_400_000)
  await refusal(room.spending.reserve(room.wish('unpriced')))
  expect(room.warnings).toHaveLength(2)
  await room.spending.reserve(room.wish('priced'))
})

it('AI7.11 a price of nothing is a price', async () => {
  await using room = await openRoom([most('project', 'money', 1)])
  for (let n = 0; n < 3; n++) await room.spending.reserve(room.wish('free'))
  expect(room.warnings).toEqual([])
})

it('AI7.11 who is under no limit of money needs no price', async () => {
  await using room = await openRoom([most('project', 'tokens', 1_000_000), most('user', 'money', 1)])
  await room.spending.reserve(room.wish('unpriced'))
  expect(room.warnings).toEqual([])
  const known = await room.world.addKnownUser()
  const refused = await refusal(room.spending.reserve(room.wish('unpriced', known.id)))
  expect(refused.code).toBe('provider_unavailable')
})

it('AI7.11 a usual model without a price is told of at the start, and one that took another’s place when it was asked', async () => {
  const usual = ['priced', 'unpriced', 'unpriced', 'free']
  await using room = await openRoom([most('visitor', 'money', 1_000_000)], usual)
  expect(room.warnings).toEqual([{ project: null, model: 'unpriced' }])
  const wish = room.wish('priced')
  await room.spending.reserve(wish)
  await room.spending.settle(wish.id, [newCall(room.world, { generationId: wish.id, model: 'unpriced' })])
  expect(room.warnings.slice(1)).toEqual([{ project: room.world.project.id, model: 'unpriced' }])
  await using other = await openRoom([most('visitor', 'tokens', 1)], usual)
  expect(other.warnings).toEqual([])
})
