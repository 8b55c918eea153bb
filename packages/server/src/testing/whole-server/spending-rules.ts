import type { Message, Problem, UsageReport, UsageTotal } from '@chat-view/protocol'
import { afterEach, expect, it, vi } from 'vitest'
import { answer } from '../scripted-openai/openai-reply.ts'
import { openShop, type Shop } from './open-shop.ts'
import { RestUser } from './rest-user.ts'

const patience = { timeout: 45_000, interval: 30 }

interface Opened {
  readonly answer: Message
}

/** The spend firewall of a whole server, over REST (AI7); on a store of its own for each rule. */
export const spendingRules = (store: () => Record<string, string>): void => {
  const shops: Shop[] = []
  afterEach(async () => {
    for (const shop of shops.splice(0)) await shop[Symbol.asyncDispose]()
  })

  const open = async (env: Record<string, string>): Promise<{ shop: Shop; user: RestUser }> => {
    const shop = await openShop({ ...store(), ...env })
    shops.push(shop)
    const usage = { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 }
    shop.ai.service.always(() => answer(['Said', ' shortly'], { usage }))
    return { shop, user: await RestUser.signIn(shop.server.url, { project: shop.project.key }) }
  }

  const asked = (user: RestUser): Promise<Opened> => user.post('/v1/threads', { message: { text: 'A question' } })

  const operator = async <T>({ json, server }: Shop, path: string): Promise<T> => {
    const { key } = await json<{ key: string }>('operator', 'create', '--name', 'me', '--scope', 'usage')
    const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } })
    return (await response.json()) as T
  }

  it('AI7 of many parallel questions against a quota of ten exactly ten are asked, and the books are the service’s own', async () => {
    const { shop, user } = await open({ AI_MODEL: 'gpt-5-nano', QUOTA_VISITOR: 'messages:10/day, money:1.00/month' })
    const ask = () => user.call('POST', '/v1/threads', { json: { message: { text: 'A question' } } })
    const answers = await Promise.all(Array.from({ length: 60 }, ask))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    const refused = answers.filter(({ status }) => status !== 201)
    for (const { status, headers, text } of refused) {
      const { code, quota, retryAfter = 0 } = JSON.parse(text) as Problem
      const limit = { scope: 'visitor', unit: 'messages', period: 'day', limit: 10 }
      expect({ status, code, quota }).toMatchObject({ status: 429, code: 'quota_exceeded', quota: limit })
      expect(retryAfter).toBeGreaterThan(0)
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(quota?.resetsAt).toBeGreaterThan(Date.now())
    }
    const sums = { calls: 10, input: 110, output: 50, cached: 0, estimated: 0 }
    const report = await vi.waitFor(async () => {
      const found = await user.get<UsageReport>('/v1/usage')
      expect(found).toMatchObject(sums)
      expect(found.limits[0]).toMatchObject({ used: 10, reserved: 0, warning: true })
      return found
    }, patience)
    expect(report.limits.map(({ scope, unit }) => [scope, unit])).toEqual([
      ['visitor', 'messages'],
      ['visitor', 'money'],
    ])
    expect(shop.ai.service.requests).toHaveLength(10)
    const path = `/v1/admin/projects/${shop.project.id}/usage`
    const totals = await operator<{ items: UsageTotal[]; total: object }>(shop, `${path}?by=purpose`)
    expect(totals).toMatchObject({ items: [{ key: 'answer', ...sums }], total: sums })
    const byUser = await operator<{ items: UsageTotal[] }>(shop, `${path}?by=user`)
    expect(byUser.items.map(({ key, calls }) => [key, calls])).toEqual([[user.session.user.id, 10]])
    expect(await operator<Problem>(shop, `${path}?from=2026-02-30`)).toMatchObject({ code: 'invalid_request' })
  })

  it('AI7.8 the kill switch ends what runs and what waits, and refuses what is new, until it is off', async () => {
    const { shop, user } = await open({ QUOTA_USER: 'messages:1000/day' })
    const pieces = Array.from({ length: 2_000 }, (_, n) => `word ${n} `)
    shop.ai.service.always(() => answer(pieces, { pace: 20 }))
    const { answer: first } = await asked(user)
    const { answer: second } = await user.post<Opened>(`/v1/threads/${first.threadId}/messages`, { text: 'Another' })
    const state = async ({ id }: Message) => (await user.get<Message>(`/v1/messages/${id}`)).generation
    await vi.waitFor(async () => expect(await state(first)).toMatchObject({ state: 'streaming' }), patience)
    await shop.json('project', 'update', shop.project.key, '--pause')
    for (const one of [first, second])
      await vi.waitFor(
        async () => expect(await state(one)).toMatchObject({ state: 'stopped', end: { reason: 'paused' } }),
        patience,
      )
    await vi.waitFor(async () => {
      const code = await user.refusal('POST', '/v1/threads', { json: { message: { text: 'More' } } })
      expect(code).toBe('answers_paused')
    }, patience)
    await shop.json('project', 'update', shop.project.key, '--resume')
    await vi.waitFor(() => asked(user), patience)
  })

  it('AI7.6 a killed server has spent what it asked, once, and has reserved nothing after its next start', async () => {
    const { shop, user } = await open({ QUOTA_VISITOR: 'messages:2/day' })
    const pieces = Array.from({ length: 2_000 }, (_, n) => `word ${n} `)
    shop.ai.service.always(() => answer(pieces, { pace: 20 }))
    const { answer: lost } = await asked(user)
    const path = `/v1/messages/${lost.id}`
    await vi.waitFor(async () => {
      const { generation } = await user.get<Message>(path)
      expect(generation?.state).toBe('streaming')
    }, patience)
    await shop.server.kill('SIGKILL')
    await shop.server.start()
    const report = await vi.waitFor(async () => {
      const found = await user.get<UsageReport>('/v1/usage')
      expect(found.limits[0]).toMatchObject({ used: 1, reserved: 0 })
      return found
    }, patience)
    expect(report).toMatchObject({ calls: 1, estimated: 1 })
    expect(report.output).toBeGreaterThan(0)
    await asked(user)
    const third = { json: { message: { text: 'Third' } } }
    expect(await user.refusal('POST', '/v1/threads', third)).toBe('quota_exceeded')
  })
}
