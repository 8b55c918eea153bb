import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { openRedisLink } from '../../packages/server/src/adapters/redis/redis-link.ts'
import { createRedisQuotas } from '../../packages/server/src/adapters/redis/redis-quotas.ts'
import { openSqliteStore } from '../../packages/server/src/adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../../packages/server/src/adapters/uuid/uuids.ts'
import type { QuotaAccount, QuotaStore } from '../../packages/server/src/ports/quota-store.ts'
import type { Store } from '../../packages/server/src/ports/store.ts'
import { silentLogger } from '../../packages/server/src/testing/silent-logger.ts'
import { newWorld } from '../../packages/server/src/testing/store-contract/world.ts'
import { onQuestion } from '../harness/questions.ts'
import { bareOnMongo, bareOnRedis, bareOnSqlite, type Step } from './bare-quota.ts'

// Reservations of a user in a project, each settled, and refusals by a project's budget: by the store, and as the bare
// conditional statements that they are. On SQLite; or in the database on MongoDB that is named first, behind the gate in the
// Redis that is named second.

/** Under way at once, all of one project. */
const atOnce = 16
const most = 1_000_000_000
const [mongoUrl, redisUrl] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'chat-view-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const open = async (): Promise<Store> => {
  if (mongoUrl === undefined) return openSqliteStore({ path: join(folder, 'chat.db') })
  const store = await openMongoStore({ url: mongoUrl })
  await store.opened
  return store as unknown as Store
}

const behindGate = async (book: QuotaStore, url: string): Promise<QuotaStore> => {
  const shared = { clock: { now: () => Date.now(), monotonic: () => performance.now() }, logger: silentLogger }
  const link = await openRedisLink({ ...shared, urls: [url], prefix: 'chat-view-bench' })
  return createRedisQuotas({ ...shared, link, book })
}

const store = await open()
const quotas = redisUrl === undefined ? store : await behindGate(store, redisUrl)
const amounts = { messages: 1, tokens: 100, money: 10 }
const roomy = { messages: most, tokens: most * 100, money: most * 10 }

/** Accounts of a new user in a new project, whose month has this budget. */
const payers = async (messages: number): Promise<QuotaAccount[]> => {
  const { project, user } = await newWorld(store)
  const day = { period: 'day', startsAt: 0, limits: roomy } as const
  return [user.id, null].map(userId => ({
    projectId: project.id,
    userId,
    periods: [{ period: 'month', startsAt: 0, limits: userId === null ? { ...roomy, messages } : roomy }, day],
  }))
}

const [rich, poor] = [await payers(most), await payers(0)]

const reserve = async (accounts: QuotaAccount[], expected: 'reserved' | 'refused'): Promise<string> => {
  const id = uuids.make()
  const { result } = await quotas.reserve({ id, amounts, accounts, at: 1, expiresAt: most })
  if (result !== expected) throw new Error(`It was ${result}`)
  return id
}

const settled: Step = async () => {
  const id = await reserve(rich, 'reserved')
  await quotas.settle({ id, amounts, at: 2 })
  return 1
}

const refused: Step = async () => {
  await reserve(poor, 'refused')
  return 1
}

const during = async (seconds: number, workers: number, step: Step): Promise<number> => {
  const started = performance.now()
  const end = started + seconds * 1_000
  let done = 0
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const more = await step()
      done += more
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return done / ((performance.now() - started) / 1_000)
}

const answer = (kind: string, step: Step, workers = atOnce): void =>
  onQuestion(kind, (seconds: number) => during(seconds, workers, step))

answer('store', settled)
answer('refusals', refused)
if (mongoUrl === undefined) answer('bare', bareOnSqlite(folder, atOnce), 1)
else {
  const bare = await bareOnMongo(mongoUrl)
  answer('bare', bare.settled)
  answer('bare refusals', redisUrl === undefined ? bare.refused : await bareOnRedis(redisUrl))
}
