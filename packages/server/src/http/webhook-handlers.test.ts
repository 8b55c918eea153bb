import type { Page, Problem, Webhook, WebhookDelivery } from '@chat-view/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newOperatorKey } from '../domain/new-operator-key.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'
import { newWebhook } from '../testing/store-contract/new-webhook.ts'
import { newId } from '../testing/store-contract/world.ts'

let http: HttpRoom
let token: string
let base: string
beforeEach(async () => {
  http = await openHttpRoom()
  const { key, record } = await newOperatorKey('me', ['webhooks'], newId(), 1)
  await http.room.store.addOperatorKey(record)
  token = key
  base = `/v1/admin/projects/${http.room.project.id}`
})
afterEach(() => http[Symbol.asyncDispose]())

const call = async <T>(method: string, path: string, json?: unknown): Promise<{ status: number; body: T }> => {
  const response = await http.ask(base + path, { method, token, ...(json === undefined ? {} : { json }) })
  return { status: response.status, body: (await response.json()) as T }
}
const wanted = { url: 'https://example.com/hook', topics: ['message.created', 'message.created'] }
const make = async () => (await call<Webhook & { secret: string }>('POST', '/webhooks', wanted)).body

it('OP6.4 the secret is shown when a webhook is made and when it is replaced, and never else', async () => {
  const { status, body } = await call<Webhook & { secret: string }>('POST', '/webhooks', wanted)
  const { secret, ...made } = body
  expect([status, secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)])
  expect(made).toMatchObject({
    url: wanted.url,
    topics: ['message.created'],
    enabled: true,
    version: 1,
    disabledReason: null,
  })
  expect((await call('GET', '/webhooks')).body).toEqual({ items: [made], before: null, after: null })
  const rotated = await call<{ secret: string }>('POST', `/webhooks/${made.id}/secret`)
  expect(rotated.status).toBe(201)
  expect(rotated.body.secret).not.toBe(secret)
  const listed = JSON.stringify((await call('GET', '/webhooks')).body)
  expect(listed).not.toMatch(/whsec|sealed/)
})

it('OP6 a webhook is changed, switched off and removed', async () => {
  const { id } = await make()
  const change = (json: unknown) => call<Webhook & Problem>('PATCH', `/webhooks/${id}`, json)
  const off = await change({ enabled: false, version: 1 })
  expect(off.body).toMatchObject({ enabled: false, version: 2 })
  const stale = await change({ topics: ['thread.created'], version: 1 })
  // As operators see it: no secret, sealed or not.
  expect(stale.body).toMatchObject({ code: 'conflict', current: off.body })
  expect(Object.keys(stale.body.current as object).sort()).toEqual(Object.keys(off.body).sort())
  const other = 'https://example.com/other'
  expect((await change({ url: other, enabled: true })).body).toMatchObject({ url: other, enabled: true, version: 3 })
  expect((await call('DELETE', `/webhooks/${id}`)).body).toEqual({ id })
  expect((await call('DELETE', `/webhooks/${id}`)).status).toBe(404)
})

it('OP6.5 addresses inside, and what is no topic, are refused; so are keys without the scope', async () => {
  for (const url of ['https://10.0.0.1/', 'http://example.com/', 'https://a:b@example.com/', 'none']) {
    const { status, body } = await call<Problem>('POST', '/webhooks', { ...wanted, url })
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'url'])
    const { id } = await make()
    expect((await call('PATCH', `/webhooks/${id}`, { url })).status).toBe(400)
  }
  for (const topics of [[], ['typing'], 'message.created'])
    expect((await call('POST', '/webhooks', { ...wanted, topics })).status).toBe(400)
  const { key, record } = await newOperatorKey('other', ['projects'], newId(), 1)
  await http.room.store.addOperatorKey(record)
  token = key
  expect((await call('GET', '/webhooks')).status).toBe(403)
})

it('OP6 deliveries are seen in pages by state, without what they say, and a dead one is tried again', async () => {
  const { store, project } = http.room
  const webhook = await store.createWebhook(newWebhook(project.id, { topics: ['quota.reached'] }), 'server')
  const data = { project: project.id }
  for (const key of ['a', 'b', 'c'])
    await store.tellWebhooks(
      project.id,
      { topic: 'quota.reached', key, threadId: null, userId: null, seq: 0, at: 1, data },
      5,
    )
  const [one] = await store.takeWebhookDeliveries({ webhookId: webhook.id, now: 5, leaseMs: 9, limit: 1 })
  await store.settleWebhookDelivery({
    id: one?.id ?? '',
    attempt: 1,
    at: 6,
    status: 404,
    error: 'status',
    end: { state: 'dead' },
  })
  const list = async (query: string) => (await call<Page<WebhookDelivery>>('GET', `/webhook-deliveries${query}`)).body
  const first = await list('?limit=2')
  expect(first.items).toHaveLength(2)
  expect((await list(`?limit=2&after=${first.after}`)).items).toHaveLength(1)
  const { items } = await list('?state=dead')
  expect(items).toEqual([
    {
      id: one?.id,
      webhookId: webhook.id,
      topic: 'quota.reached',
      threadId: null,
      state: 'dead',
      attempts: 1,
      nextAt: null,
      lastStatus: 404,
      lastError: 'status',
      createdAt: 5,
      endedAt: 6,
    },
  ])
  expect((await call<Problem>('GET', `/webhook-deliveries?state=dead&after=${first.after}`)).body.code).toBe(
    'invalid_cursor',
  )
  const retry = () => call<WebhookDelivery & Problem>('POST', `/webhook-deliveries/${one?.id}/retry`)
  expect((await retry()).body).toMatchObject({ state: 'waiting', attempts: 0 })
  expect((await retry()).body.code).toBe('state_conflict')
})

it('OP6 a project that is not there has no webhooks', async () => {
  base = `/v1/admin/projects/${newId()}`
  expect((await call('GET', '/webhooks')).status).toBe(404)
  expect((await call('POST', '/webhooks', wanted)).status).toBe(404)
  expect((await call('GET', '/webhook-deliveries')).status).toBe(404)
})
