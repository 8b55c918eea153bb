import type { Page, Webhook, WebhookDelivery } from '@chat-view/protocol'
import { afterEach, expect, it, vi } from 'vitest'
import { openWebhookReceiver, status, type WebhookReceiver } from '../webhook-receiver.ts'
import { openShop } from './open-shop.ts'
import { RestUser } from './rest-user.ts'

const patience = { timeout: 60_000, interval: 30 }

/** Webhooks of a whole server, to a program that verifies them (OP6); on a store of its own for each rule. */
export const webhookWholeRules = (store: () => Record<string, string>): void => {
  const opened: AsyncDisposable[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
  })

  const open = async (topics: string[], env: Record<string, string> = {}) => {
    const receiver = await openWebhookReceiver()
    opened.push(receiver)
    const shop = await openShop({ ...store(), WEBHOOK_PRIVATE: 'true', ...env })
    opened.push(shop)
    const { key } = await shop.json<{ key: string }>('operator', 'create', '--name', 'me', '--scope', 'webhooks')
    const operator = async <T>(method: string, path: string, json?: unknown): Promise<T> => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const response = await fetch(`${shop.server.url}/v1/admin/projects/${shop.project.id}${path}`, {
        method,
        headers,
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      })
      return (await response.json()) as T
    }
    const hook = await operator<Webhook & { secret: string }>('POST', '/webhooks', { url: receiver.url, topics })
    const user = await RestUser.signIn(shop.server.url, { project: shop.project.key })
    return { receiver, shop, operator, hook, user }
  }
  const begin = async (user: RestUser): Promise<string> =>
    (await user.post<{ thread: { id: string } }>('/v1/threads', { message: { text: 'A secret word' } })).thread.id
  const seen = ({ received }: WebhookReceiver) => received.map(({ event }) => event.type)

  it('OP6.3 what happens in a thread arrives signed and in order, by ids that lead to it', async () => {
    const { receiver, hook, user, operator } = await open(['thread.created', 'message.created', 'answer.ended'])
    const thread = await begin(user)
    await vi.waitFor(() => expect(seen(receiver)).toContain('answer.ended'), patience)
    expect(seen(receiver)).toEqual(['thread.created', 'message.created', 'message.created', 'answer.ended'])
    for (const one of receiver.received) {
      expect(receiver.verifies(one, hook.secret)).toBe(true)
      expect(one.event.data).toMatchObject({ thread })
      expect(one.body).not.toMatch(/secret word/)
    }
    const answered = receiver.received.at(-1)?.event.data.message
    expect(await user.get(`/v1/messages/${answered}`)).toMatchObject({ generation: { state: 'done' } })
    await operator('PATCH', `/webhooks/${hook.id}`, { enabled: false })
    const before = receiver.received.length
    await begin(user)
    await operator('PATCH', `/webhooks/${hook.id}`, { enabled: true })
    const second = await begin(user)
    const begun = () => receiver.received.slice(before).filter(({ event }) => event.type === 'thread.created')
    await vi.waitFor(() => expect(begun().map(({ event }) => event.data.thread)).toEqual([second]), patience)
  })

  it('OP6.1 what could not be sent before a kill is sent after it, under the same id', async () => {
    const { receiver, hook, user, shop, operator } = await open(['thread.created'])
    receiver.always(status(500))
    const first = await begin(user)
    await vi.waitFor(() => expect(receiver.received).not.toEqual([]), patience)
    const late = begin(user)
    const second = await late
    await shop.server.kill('SIGKILL')
    receiver.always(status(204))
    const tried = receiver.received.length
    await shop.server.start()
    await vi.waitFor(
      async () => {
        const { items } = await operator<Page<WebhookDelivery>>('GET', '/webhook-deliveries?state=delivered')
        expect(new Set(items.map(({ threadId }) => threadId))).toEqual(new Set([first, second]))
      },
      { timeout: 100_000, interval: 200 },
    )
    const ids = (thread: string) =>
      new Set(receiver.received.filter(({ event }) => event.data.thread === thread).map(({ id }) => id))
    expect([ids(first).size, ids(second).size]).toEqual([1, 1])
    expect(receiver.received.length).toBeGreaterThanOrEqual(tried + 2)
    expect(receiver.received.every(one => receiver.verifies(one, hook.secret))).toBe(true)
  }, 180_000)

  it('OP6.3 a limit that is nearly used up, and one that is, are told once', async () => {
    const { receiver, user } = await open(['quota.warning', 'quota.reached'], { QUOTA_VISITOR: 'messages:2/day' })
    await begin(user)
    await begin(user)
    await user.call('POST', '/v1/threads', { json: { message: { text: 'More' } } })
    await user.call('POST', '/v1/threads', { json: { message: { text: 'More' } } })
    await vi.waitFor(() => expect(seen(receiver)).toContain('quota.reached'), patience)
    expect(seen(receiver).filter(type => type === 'quota.reached')).toHaveLength(1)
    const told = receiver.received.find(({ event }) => event.type === 'quota.reached')
    expect(told?.event.data).toMatchObject({ scope: 'visitor', unit: 'messages', period: 'day', limit: 2 })
  })
}
