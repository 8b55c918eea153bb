import { randomUUID } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import type { Amounts, QuotaAccount, QuotaStore, Reservation } from '../../ports/quota-store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { openingMongo } from '../../testing/opening-mongo.ts'
import { openingSqlite } from '../../testing/opening-sqlite.ts'
import { gated, openTestLink } from '../../testing/quota-contract/gated-quotas.ts'
import type { OpenedQuotas, OpenQuotas } from '../../testing/quota-contract/opened-quotas.ts'
import { withRedis } from '../../testing/redis-server.ts'
import type { StartedRedis } from '../../testing/start-redis.ts'
import { quotasOfStore } from '../../testing/store-contract/quota-rules.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import type { RedisLink } from './redis-link.ts'

const patient = { timeout: 30_000, interval: 50 }
const amounts: Amounts = { messages: 1, tokens: 100, money: 7 }
const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

/** What is true on a book, whichever it is. */
const gateRules = (redis: () => StartedRedis, openBook: OpenQuotas): void => {
  const parts: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const part of parts.splice(0).reverse()) await part()
  })

  /** Nodes of one installation on one book; each with a link of its own. */
  const nodes = async (count: number, urls = redis().urls) => {
    const book: OpenedQuotas = await openBook()
    parts.push(() => book.close())
    const prefix = `cv-${randomUUID()}`
    const asked = vi.spyOn(book.quotas, 'reserve')
    const made: QuotaStore[] = []
    const links: RedisLink[] = []
    for (let n = 0; n < count; n++) {
      const link = await openTestLink(urls, prefix)
      parts.push(() => link.close())
      links.push(link)
      made.push(gated(link, book.quotas))
    }
    const { projectId, userId } = await book.newPayers()
    const accounts = (mine: object, all: object): QuotaAccount[] => [
      { projectId, userId, periods: [{ period: 'day', startsAt: 0, limits: mine }] },
      { projectId, userId: null, periods: [{ period: 'day', startsAt: 0, limits: all }] },
    ]
    const [one, other] = [made[0], made[1] ?? made[0]]
    const [link] = links
    if (!one || !other || !link) throw new Error('There is one at least')
    const take = (
      quotas: QuotaStore,
      all: object,
      { id = randomUUID() as string, mine = {}, expiresAt = 3_600_000 } = {},
    ): Promise<Reservation> => quotas.reserve({ id, amounts, accounts: accounts(mine, all), at: 1, expiresAt })
    const held = async (): Promise<unknown> => {
      const [count] = await book.quotas.quotaCounts({ projectId, userId: null, at: 1 })
      return { used: count?.used, reserved: count?.reserved }
    }
    const keys = async (): Promise<string[]> => (await link.command('any', ['KEYS', `${prefix}:*`])) as string[]
    return { book: book.quotas, one, other, link, asked, take, held, keys, prefix }
  }

  const passed = (reservations: readonly Reservation[]): number =>
    reservations.filter(({ result }) => result === 'reserved').length

  it('AI7.4 of 200 reservations of two nodes at once against ten, ten go through, and no other asks the store', async () => {
    const { one, other, asked, take, held } = await nodes(2)
    const all = await Promise.all(Array.from({ length: 200 }, (_, n) => take(n % 2 ? one : other, { messages: 10 })))
    expect(passed(all)).toBe(10)
    expect(all.filter(({ result }) => result === 'refused')).toEqual(
      Array(190).fill({ result: 'refused', userId: null, period: 'day', unit: 'messages' }),
    )
    expect(await held()).toEqual({ used: nothing, reserved: { messages: 10, tokens: 1_000, money: 70 } })
    // One a second may doubt what the gate says.
    expect(asked.mock.calls.length).toBeLessThan(40)
  })

  it('AI7.4 all accounts or none, also at the gate', async () => {
    const { one, other, take } = await nodes(2)
    for (let n = 0; n < 5; n++)
      expect(await take(one, { messages: 0 }, { mine: { messages: 1 } })).toMatchObject({ userId: null })
    expect(await take(other, { messages: 1 }, { mine: { messages: 1 } })).toEqual({ result: 'reserved' })
  })

  it('AI7.4 whatever Redis loses in the middle, no more goes through than there is', async () => {
    const { one, other, take, held, link, keys } = await nodes(2)
    const ids = Array.from({ length: 120 }, () => randomUUID())
    const all = ids.map(async (id, n) => {
      const reservation = await take(n % 2 ? one : other, { messages: 10 }, { id })
      if (n % 10 === 0) for (const key of await keys()) await link.command(key, ['DEL', key])
      return reservation
    })
    expect(passed(await Promise.all(all))).toBe(10)
    await Promise.all(ids.map((id, n) => (n % 2 ? one : other).settle({ id, amounts, at: 2 })))
    expect(await held()).toEqual({ used: { messages: 10, tokens: 1_000, money: 70 }, reserved: nothing })
    expect(await take(one, { messages: 10 })).toMatchObject({ result: 'refused' })
  })

  it('AI7.4 a gate that believes too little is used lets nobody through, and learns', async () => {
    const { one, take, link, keys, asked } = await nodes(1)
    for (let n = 0; n < 3; n++) await take(one, { messages: 3 })
    for (const key of await keys())
      if (!key.includes(':reservation:')) await link.command(key, ['SET', key, '{"looked":0}', 'PX', '60000'])
    const before = asked.mock.calls.length
    const all = await Promise.all(Array.from({ length: 50 }, () => take(one, { messages: 3 })))
    expect(passed(all)).toBe(0)
    expect(asked.mock.calls.length - before).toBeLessThan(40)
  })

  it('AI7.6 what another node held and lost is given back at the gate too, within a second or so', async () => {
    const { book, one, other, take } = await nodes(2)
    for (let n = 0; n < 3; n++) await take(one, { messages: 3 }, { expiresAt: 10 })
    expect(await take(other, { messages: 3 })).toMatchObject({ result: 'refused' })
    expect(await book.expireReservations({ at: 11, limit: 10 })).toHaveLength(3)
    await vi.waitFor(async () => expect(await take(other, { messages: 3 })).toEqual({ result: 'reserved' }), patient)
    for (let n = 0; n < 2; n++) expect(await take(one, { messages: 3 })).toEqual({ result: 'reserved' })
    expect(await take(one, { messages: 3 })).toMatchObject({ result: 'refused' })
  })

  it('AI7.5 what a node settles that did not reserve counts in the store, and soon at the gate', async () => {
    const { one, other, take, held } = await nodes(2)
    const id = randomUUID()
    expect(await take(one, { tokens: 100 }, { id })).toEqual({ result: 'reserved' })
    for (let n = 0; n < 2; n++) await other.settle({ id, amounts: { ...amounts, tokens: 0 }, at: 2 })
    await one.settle({ id, amounts, at: 2 })
    expect(await held()).toEqual({ used: { messages: 1, tokens: 0, money: 7 }, reserved: nothing })
    await vi.waitFor(async () => expect(await take(other, { tokens: 100 })).toEqual({ result: 'reserved' }), patient)
  })

  it('AI7 a store that is away grants nothing, and the gate holds nothing for it', async () => {
    const { one, asked, take } = await nodes(1)
    await take(one, { messages: 2 })
    asked.mockRejectedValueOnce(new Error('away'))
    await expect(take(one, { messages: 2 })).rejects.toThrow('away')
    expect(await take(one, { messages: 2 })).toEqual({ result: 'reserved' })
    expect(await take(one, { messages: 2 })).toMatchObject({ result: 'refused' })
  })

  it('AI7.6 all that Redis holds of quotas goes by itself', async () => {
    const { one, take, link, keys } = await nodes(1)
    await take(one, {})
    const all = await keys()
    expect(all).toHaveLength(3)
    for (const key of all) expect(Number(await link.command(key, ['PTTL', key]))).toBeGreaterThan(0)
  })
}

withRedis('the gate before quotas', redis => {
  gateRules(redis, quotasOfStore(openingSqlite('inline')))

  it('AI7.6 of reservations that a node forgot the gate hears nothing more, and the store everything', async () => {
    const opened = await quotasOfStore(openingSqlite('inline'))()
    const link = await openTestLink(redis().urls)
    const quotas = gated(link, opened.quotas, { maxReservations: 1 })
    const { projectId } = await opened.newPayers()
    const accounts: QuotaAccount[] = [
      { projectId, userId: null, periods: [{ period: 'day', startsAt: 0, limits: { messages: 2 } }] },
    ]
    const take = (id: string): Promise<Reservation> =>
      quotas.reserve({ id, amounts, accounts, at: 1, expiresAt: 3_600_000 })
    const [forgotten, kept] = [randomUUID(), randomUUID()]
    await take(forgotten)
    await take(kept)
    await quotas.settle({ id: forgotten, amounts: nothing, at: 2 })
    await quotas.release({ id: kept, at: 2 })
    const [count] = await quotas.quotaCounts({ projectId, userId: null, at: 3 })
    expect(count).toMatchObject({ used: nothing, reserved: nothing })
    expect(await take(randomUUID())).toEqual({ result: 'reserved' })
    await vi.waitFor(async () => expect(await take(randomUUID())).toEqual({ result: 'reserved' }), patient)
    await link.close()
    await opened.close()
  })

  it('RT14 while Redis is away the store grants alone, for one node or all, and ten stay ten when it is back', async () => {
    const proxy = await startTcpProxy(redis().members[0]?.port ?? 0)
    const opened = await quotasOfStore(openingSqlite('inline'))()
    const prefix = `cv-${randomUUID()}`
    const near = await openTestLink(redis().urls, prefix)
    const far = await openTestLink([`redis://127.0.0.1:${proxy.port}`], prefix)
    const { projectId } = await opened.newPayers()
    const accounts: QuotaAccount[] = [
      { projectId, userId: null, periods: [{ period: 'day', startsAt: 0, limits: { messages: 10 } }] },
    ]
    const [one, cut] = [gated(near, opened.quotas), gated(far, opened.quotas)]
    const through: string[] = []
    const take = async (quotas: QuotaStore): Promise<boolean> => {
      const id = randomUUID()
      const { result } = await quotas.reserve({ id, amounts, accounts, at: 1, expiresAt: 3_600_000 })
      if (result === 'reserved') through.push(id)
      return result === 'reserved'
    }
    const cutId = randomUUID()
    await cut.reserve({ id: cutId, amounts, accounts, at: 1, expiresAt: 3_600_000 })
    for (let n = 0; n < 3; n++) await take(one)
    proxy.setMode('refuse')
    proxy.drop()
    await vi.waitFor(() => expect(far.state.name).toBe('away'), { timeout: 30_000 })
    // Behind the back of Redis three more are granted, and one is settled.
    for (let n = 0; n < 3; n++) expect(await take(cut)).toBe(true)
    await cut.settle({ id: cutId, amounts, at: 2 })
    proxy.setMode('pass')
    await vi.waitFor(() => expect(far.state.name).toBe('connected'), { timeout: 30_000 })
    await Promise.all(Array.from({ length: 60 }, (_, n) => take(n % 2 ? one : cut)))
    expect(through).toHaveLength(9)
    for (const id of through) await one.settle({ id, amounts, at: 2 })
    expect(await take(cut)).toBe(false)
    const [count] = await opened.quotas.quotaCounts({ projectId, userId: null, at: 2 })
    expect(count).toMatchObject({ used: { messages: 10 }, reserved: nothing })
    for (const link of [near, far]) await link.close()
    await proxy.close()
    await opened.close()
  })
})

await withMongo('the gate before a replica set', server => {
  withRedis('on a single Redis', redis => gateRules(redis, quotasOfStore(openingMongo(server))))
})
