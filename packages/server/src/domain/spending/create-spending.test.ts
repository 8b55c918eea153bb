import type { AdminProject, SpendLimit } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { calendar } from '../../adapters/luxon/calendar.ts'
import type { CodedError } from '../../ports/coded-error.ts'
import type { ModelTable } from '../../ports/model-table.ts'
import type { QuotaNotice } from '../../ports/quota-observer.ts'
import type { SpendingWish } from '../../ports/spending.ts'
import type { CallRecord } from '../../ports/usage-store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { newCall } from '../../testing/store-contract/new-call.ts'
import { newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import { countMissing } from './compare-calls.ts'
import { createSpending } from './create-spending.ts'

const limit = (scope: SpendLimit['scope'], unit: SpendLimit['unit'], period: SpendLimit['period'], most: number) => ({
  ...{ scope, unit, period, limit: most },
})

const models: ModelTable = {
  currency: 'USD',
  find: name => ({
    name,
    window: 10_000,
    maxAnswer: 1_000,
    prices:
      name === 'free' ? { input: 0, cached: 0, output: 0 } : { input: 1_000_000, cached: 500_000, output: 2_000_000 },
  }),
}

interface Room extends AsyncDisposable {
  readonly world: World
  readonly project: AdminProject
  readonly clock: ReturnType<typeof createFakeClock>
  readonly notices: QuotaNotice[]
  readonly warnings: unknown[]
  readonly settled: CallRecord[]
  readonly spending: ReturnType<typeof createSpending>
  wish(wish?: Partial<SpendingWish>): SpendingWish
  missing(): Promise<number>
}

const openRoom = async (
  limits: readonly SpendLimit[],
  settings: Partial<AdminProject['settings']> = {},
): Promise<Room> => {
  const store = await openTempStore()
  const world = await newWorld(store)
  const clock = createFakeClock(Date.parse('2026-01-31T10:00:00Z'))
  const project: AdminProject = { ...world.project, settings: { ...world.project.settings, ...settings } }
  const notices: QuotaNotice[] = []
  const warnings: unknown[] = []
  const settled: CallRecord[] = []
  const logger = { ...silentLogger, warn: (fields: unknown) => void warnings.push(fields) }
  const shared = { store, calendar, clock, limits }
  const spending = createSpending({
    ...shared,
    models,
    logger,
    projects: { get: async () => project },
    maxTokens: null,
    observers: [{ noticed: notice => notices.push(notice) }],
    settled: calls => settled.push(...calls),
  })
  return {
    ...{ world, project, clock, notices, warnings, settled, spending },
    wish: wish => ({ id: newId(), project, userId: world.user.id, purpose: 'answer', model: 'm', ...wish }),
    missing: () => countMissing(shared, project),
    [Symbol.asyncDispose]: () => store.close(),
  }
}

const refusal = (work: Promise<unknown>): Promise<CodedError> =>
  work.then(
    () => expect.fail('It was let through'),
    e => e,
  )

it('AI7.7 a refusal names the limit and when it begins anew, in the project’s time zone', async () => {
  await using room = await openRoom([limit('visitor', 'messages', 'day', 1)], { timeZone: 'Europe/Berlin' })
  await room.spending.reserve(room.wish())
  const refused = await refusal(room.spending.reserve(room.wish()))
  const resetsAt = Date.parse('2026-01-31T23:00:00Z')
  expect(refused).toMatchObject({
    code: 'quota_exceeded',
    quota: { scope: 'visitor', unit: 'messages', period: 'day', limit: 1, resetsAt },
    retryAfter: 13 * 3_600,
  })
  room.clock.advance(13 * 3_600_000)
  await room.spending.reserve(room.wish())
})

it('AI7.7 of several limits that refuse, the one is named that lasts, in the project’s own words', async () => {
  const all = [limit('project', 'messages', 'minute', 0), limit('project', 'messages', 'month', 0)]
  await using room = await openRoom([], { limits: all, quotaNotice: 'Come back next month' })
  const refused = await refusal(room.spending.reserve(room.wish({ userId: null })))
  expect(refused).toMatchObject({ detail: 'Come back next month', quota: { scope: 'project', period: 'month' } })
})

it('AI7.3 known users and visitors have limits of their own', async () => {
  await using room = await openRoom([limit('user', 'messages', 'day', 0)])
  await room.spending.reserve(room.wish())
  const known = await room.world.addKnownUser()
  const refused = await refusal(room.spending.reserve(room.wish({ userId: known.id })))
  expect(refused).toMatchObject({ code: 'quota_exceeded', quota: { scope: 'user' } })
})

it('AI7.7 a refusal for money names its currency, and no other does', async () => {
  await using room = await openRoom([limit('project', 'money', 'day', 0)])
  const refused = await refusal(room.spending.reserve(room.wish()))
  expect(refused).toMatchObject({ quota: { unit: 'money', limit: 0, currency: 'USD' } })
  await using other = await openRoom([limit('project', 'messages', 'day', 0)])
  expect((await refusal(other.spending.reserve(other.wish()))).quota).not.toHaveProperty('currency')
})

it('AI7.8 a paused project asks nothing more', async () => {
  await using room = await openRoom([], { paused: true })
  expect(await refusal(room.spending.reserve(room.wish()))).toMatchObject({ code: 'answers_paused' })
})

it('AI7.4 what may be consumed at most is reserved: the last request, another question, and the longest answer', async () => {
  await using room = await openRoom([limit('project', 'money', 'day', 1_000_000)])
  const { world, spending } = room
  const reserved = async () => {
    const [count] = await world.store.quotaCounts({ projectId: world.project.id, userId: null, at: 0 })
    return count?.reserved
  }
  await spending.reserve(room.wish())
  expect(await reserved()).toEqual({ messages: 1, tokens: 3_000, money: 4_000 })
  const threadId = await world.thread()
  await world.store.recordCalls([newCall(world, { threadId, input: 500, output: 50 })])
  await spending.reserve(room.wish({ threadId }))
  expect(await reserved()).toEqual({ messages: 2, tokens: 3_000 + 2_550, money: 4_000 + 3_550 })
  const tokens = { input: 10, output: 20 }
  await spending.reserve(room.wish({ tokens, purpose: 'summary', model: 'free' }))
  expect(await reserved()).toEqual({ messages: 2, tokens: 5_580, money: 7_550 })
})

it('AI7.5 what is settled is what was consumed, and a limit smaller than one answer still lets one through', async () => {
  await using room = await openRoom([limit('visitor', 'tokens', 'day', 100)])
  const { world, spending } = room
  const wish = room.wish()
  await spending.reserve(wish)
  expect(await refusal(spending.reserve(room.wish()))).toMatchObject({ quota: { unit: 'tokens', limit: 100 } })
  await spending.settle(wish.id, [newCall(world, { generationId: wish.id, input: 30, output: 10, cost: 5 })])
  expect(room.settled).toHaveLength(1)
  const query = { projectId: world.project.id, userId: world.user.id, at: 0 }
  const [count] = await world.store.quotaCounts(query)
  expect(count).toMatchObject({ used: { messages: 1, tokens: 40, money: 5 }, reserved: { tokens: 0 } })
  const released = room.wish({ tokens: { input: 10, output: 10 } })
  await spending.reserve(released)
  await spending.settle(released.id, [])
  expect((await world.store.quotaCounts(query))[0]?.reserved.tokens).toBe(0)
})

it('AI7.9 operators are told at 80 % and when a limit is used up, once a period', async () => {
  await using room = await openRoom([limit('project', 'messages', 'day', 5)])
  const { world, spending, notices } = room
  const spend = async () => {
    const wish = room.wish()
    await spending.reserve(wish)
    await spending.settle(wish.id, [newCall(world, { generationId: wish.id })])
  }
  for (let n = 0; n < 3; n++) await spend()
  expect(notices).toEqual([])
  await spend()
  expect(notices).toMatchObject([{ kind: 'warning', used: 4, limit: 5, userId: null, projectId: world.project.id }])
  await spend()
  await refusal(spending.reserve(room.wish()))
  await spending.look(room.project)
  expect(notices.map(({ kind }) => kind)).toEqual(['warning', 'reached'])
  expect(new Set(notices.map(({ key }) => key)).size).toBe(2)
  room.clock.advance(86_400_000)
  for (let n = 0; n < 4; n++) await spend()
  expect(notices.map(({ kind }) => kind)).toEqual(['warning', 'reached', 'warning'])
})

it('AI7 what no limit is about costs the store nothing, and is told to the metrics all the same', async () => {
  await using room = await openRoom([])
  const wish = room.wish()
  await room.spending.reserve(wish)
  await room.world.store.close()
  await room.spending.settle(wish.id, [newCall(room.world)])
  await room.spending.release(wish.id)
  expect([room.settled.length, room.warnings]).toEqual([1, []])
})

it('AI7 a store that is away holds up no answer’s end: it is logged, and found by the job', async () => {
  await using room = await openRoom([limit('visitor', 'messages', 'day', 5)])
  const [one, other] = [room.wish(), room.wish()]
  await room.spending.reserve(one)
  await room.spending.reserve(other)
  await room.world.store.close()
  await room.spending.settle(one.id, [newCall(room.world)])
  await room.spending.release(other.id)
  expect(room.warnings).toMatchObject([{ reservation: one.id }, { reservation: other.id }])
})

it('AI7.9 calls that the counters miss are counted, once, and never taken back', async () => {
  await using room = await openRoom([
    limit('project', 'tokens', 'month', 9_000),
    limit('project', 'money', 'day', 9_000),
  ])
  const { world, clock } = room
  const at = clock.now() - 60_000
  await world.store.recordCalls([newCall(world, { at, input: 100, output: 20, cost: 9 })])
  expect(await room.missing()).toBe(120)
  expect(await room.missing()).toBe(0)
  const counts = await world.store.quotaCounts({ projectId: world.project.id, userId: null, at })
  expect(counts.map(({ period, used }) => [period, used])).toEqual([
    ['day', { messages: 0, tokens: 120, money: 9 }],
    ['month', { messages: 0, tokens: 120, money: 9 }],
  ])
  const wish = room.wish()
  await room.spending.reserve(wish)
  await room.spending.settle(wish.id, [newCall(world, { at, input: 50, output: 0 })])
  expect(await room.missing()).toBe(0)
})
