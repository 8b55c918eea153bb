import type { UsageReport } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'
import { newCall } from '../testing/store-contract/new-call.ts'
import { newId, World } from '../testing/store-contract/world.ts'

const limits = [
  { scope: 'user', unit: 'tokens', period: 'day', limit: 50 },
  { scope: 'visitor', unit: 'tokens', period: 'day', limit: 20 },
  { scope: 'project', unit: 'tokens', period: 'day', limit: 100 },
] as const

const openRoom = async () => {
  const open = await openHttpRoom({ project: { settings: { limits: [...limits], timeZone: 'Asia/Kolkata' } } })
  const { room } = open
  const session = await room.signIn('ada')
  const user = await room.store.getUser(session.user.id)
  if (user === null) throw new Error('Nobody is there')
  const world = new World(room.store, room.project, user)
  const operator = await newOperatorKey('me', ['usage'], newId(), 1)
  await room.store.addOperatorKey(operator.record)
  const at = room.clock.now()
  const accounts = [user.id, null].map(userId => ({
    projectId: room.project.id,
    userId,
    periods: [{ period: 'day' as const, startsAt: at - 1_000, limits: {} }],
  }))
  const amounts = { messages: 1, tokens: 45, money: 3 }
  const [settled, running] = [newId(), newId()]
  for (const id of [settled, running])
    await room.store.reserve({ id, amounts: { ...amounts, tokens: 5 }, accounts, at, expiresAt: at + 1_000 })
  await room.store.settle({ id: settled, amounts, at })
  await room.store.recordCalls([newCall(world, { at, input: 30, output: 15, cached: 0 })])
  return { open, session, operator, world, at }
}

it('AI7.10 a user sees what they have used this month, their limits, and of the project’s no figures', async () => {
  const { open, session } = await openRoom()
  await using _ = open
  const response = await open.ask('/v1/usage', { token: session.accessToken })
  const report = (await response.json()) as UsageReport
  expect(report).toMatchObject({ calls: 1, input: 30, output: 15, timeZone: 'Asia/Kolkata', currency: 'USD' })
  expect(report.limits).toMatchObject([
    { scope: 'user', used: 45, reserved: 5, warning: true },
    { scope: 'project', used: 0, reserved: 0, warning: false },
  ])
  expect(report.since).toBeLessThan(report.until)
})

it('AI7.10 an operator sees a project’s totals by day, user, model and purpose', async () => {
  const { open, operator, world, at } = await openRoom()
  await using _ = open
  const ask = async (query: string, project = world.project.id) => {
    const response = await open.ask(`/v1/admin/projects/${project}/usage${query}`, { token: operator.key })
    return { status: response.status, body: await response.json() }
  }
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Kolkata' }).format(at)
  const { body } = await ask('')
  expect(body).toMatchObject({ to: day, items: [{ key: day, calls: 1 }], total: { calls: 1, input: 30 } })
  expect(body).toMatchObject({ limits: [{ scope: 'project', used: 45, reserved: 5 }] })
  expect((await ask('?by=user')).body).toMatchObject({ items: [{ key: world.user.id }] })
  expect((await ask('?by=model')).body).toMatchObject({ items: [{ key: 'gpt-4o' }] })
  expect((await ask(`?from=${day}&to=${day}&by=purpose`)).body).toMatchObject({ items: [{ key: 'answer' }] })
  expect((await ask('?from=2020-01-01&to=2020-01-02')).body).toMatchObject({ items: [], total: { calls: 0 } })
  for (const query of [
    '?from=2026-13-01',
    '?from=2020-01-01&to=2022-01-01',
    '?from=2026-02-02&to=2026-02-01',
    '?by=moon',
  ])
    expect(await ask(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  expect((await ask('', newId())).status).toBe(404)
})

it('AI7.12 an operator is told of models that were asked and whose price nobody told: their calls count as nothing', async () => {
  const { open, operator, world, at } = await openRoom()
  await using _ = open
  const path = `/v1/admin/projects/${world.project.id}/usage`
  const ask = async (query: string) => await (await open.ask(path + query, { token: operator.key })).json()
  expect(await ask('')).toMatchObject({ unpriced: [] })
  const mine = newCall(world, { at, model: 'mine:8b', cost: 0 })
  await world.store.recordCalls([
    mine,
    newCall(world, { at, model: 'mine:8b', cost: 0 }),
    newCall(world, { at, model: 'demo', cost: 0 }),
  ])
  expect(await ask('')).toMatchObject({ unpriced: ['mine:8b'], total: { calls: 4 } })
  expect(await ask('?by=model')).toMatchObject({ unpriced: ['mine:8b'] })
  expect(await ask('?from=2020-01-01&to=2020-01-02')).toMatchObject({ unpriced: [] })
})
