import type { Invite, Page, Receipt, ThreadEntry } from '@chat-view/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { openShop, type Shop } from '../testing/whole-server/open-shop.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'

const many = <T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

const rules = (env: () => Record<string, string>): void => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop(env())
  }, 120_000)
  afterAll(() => shop?.[Symbol.asyncDispose]())

  const visitor = (): Promise<RestUser> => RestUser.signIn(shop.server.url, { project: shop.project.key })
  const known = async (user: string): Promise<RestUser> => {
    const { token } = await shop.json<{ token: string }>('token', '--project', shop.project.key, '--user', user)
    return RestUser.signIn(shop.server.url, { project: shop.project.key, token })
  }
  const begin = async (who: RestUser): Promise<string> => {
    const { thread } = await who.post<{ thread: ThreadEntry }>('/v1/threads', {})
    await who.post(`/v1/threads/${thread.id}/messages`, { text: 'First', answer: false })
    return thread.id
  }

  it('CV10 of twenty who come at once by an invitation for three, three are let in', async () => {
    const ada = await visitor()
    const thread = await begin(ada)
    const asked = { role: 'collaborator', maxUses: 3 }
    const { token } = await ada.post<{ token: string; invite: Invite }>(`/v1/threads/${thread}/invites`, asked)
    const guests = await many(20, visitor)
    const codes = await Promise.all(
      guests.map(guest => guest.refusal('POST', '/v1/invites/accept', { json: { token } })),
    )
    expect(codes.filter(code => code.startsWith('2'))).toHaveLength(3)
    expect(new Set(codes.filter(code => !code.startsWith('2')))).toEqual(new Set(['state_conflict']))
    expect((await ada.get<Page<unknown>>(`/v1/threads/${thread}/participants`)).items).toHaveLength(4)
  })

  it('ST8 of eight erasures of one user at once there is one, whatever they write meanwhile', async () => {
    const [ada, eve] = [await visitor(), await visitor()]
    const shared = await begin(eve)
    const { token } = await eve.post<{ token: string }>(`/v1/threads/${shared}/invites`, { role: 'collaborator' })
    await ada.post('/v1/invites/accept', { token })
    for (let at = 0; at < 5; at++) await begin(ada)
    const writing = many(20, at =>
      ada.call('POST', `/v1/threads/${shared}/messages`, { json: { text: `Marker ${at}`, answer: false } }),
    )
    const answers = await many(8, () => ada.call('DELETE', '/v1/me'))
    await writing
    const receipts = answers.map(({ text }) => JSON.parse(text) as Receipt)
    expect(new Set(receipts.map(({ id, signature }) => `${id} ${signature}`)).size).toBe(1)
    expect(receipts[0]?.counts.threads).toBe(5)
    const kept = await eve.call('GET', `/v1/threads/${shared}/messages?limit=200`)
    expect(kept.text).not.toContain('Marker')
    expect((await eve.get<Page<unknown>>('/v1/search?q=marker')).items).toEqual([])
  })

  it('SE2 of two who claim one visitor at once, one has all the threads', async () => {
    const [ada, eve, guest] = [await known('ada'), await known('eve'), await visitor()]
    for (let at = 0; at < 10; at++) await begin(guest)
    const { token } = await guest.post<{ token: string }>('/v1/me/claims', {})
    const claim = (who: RestUser) => who.refusal('POST', '/v1/me/claim', { json: { token } })
    const writing = many(5, () => guest.call('POST', '/v1/threads', { json: {} }))
    const codes = await Promise.all([claim(ada), claim(eve)])
    await writing
    expect(codes.toSorted()[1]).toBe('state_conflict')
    const counts = await Promise.all(
      [ada, eve].map(async who => (await who.get<Page<unknown>>('/v1/threads')).items.length),
    )
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(10)
  })

  it('CV10 one who is removed while they write has written before it or not at all', async () => {
    const [ada, bob] = [await visitor(), await known('bob')]
    const thread = await begin(ada)
    const {
      participant: { userId },
    } = await ada.post<{ participant: { userId: string } }>(`/v1/threads/${thread}/participants`, {
      user: 'bob',
      role: 'collaborator',
    })
    const say = (at: number) =>
      bob.refusal('POST', `/v1/threads/${thread}/messages`, { json: { text: `${at}`, answer: false } })
    const during = many(30, say)
    await ada.call('DELETE', `/v1/threads/${thread}/participants/${userId}`)
    const codes = [...(await during), ...(await many(5, say))]
    expect(new Set(codes.filter(code => !code.startsWith('2')))).toEqual(new Set(['not_found']))
    expect(codes.slice(-5)).toEqual(Array.from({ length: 5 }, () => 'not_found'))
    expect(await bob.refusal('GET', `/v1/threads/${thread}`)).toBe('not_found')
    const { messageCount } = await ada.get<ThreadEntry>(`/v1/threads/${thread}`)
    expect(messageCount).toBe(1 + codes.filter(code => code.startsWith('2')).length)
  })

  it('ST3 after all of that the reconciliation finds nothing', async () => {
    expect(await shop.json('reconcile', '--dry-run')).toMatchObject({ found: 0, audit: [] })
    expect(shop.server.output).not.toMatch(/"level":"(error|fatal)"/)
  })
}

describe('many at once, on SQLite', () => rules(() => ({})))

await withMongo('many at once, on MongoDB', mongo => {
  const url: { address?: string } = {}
  rules(() => {
    url.address ??= mongo.newUrl()
    return { DATABASE_URL: url.address }
  })
})
