import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import { openRedisLink, type RedisLink } from '../../adapters/redis/redis-link.ts'
import { createRedisQuotas, type RedisQuotasOptions } from '../../adapters/redis/redis-quotas.ts'
import type { QuotaStore } from '../../ports/quota-store.ts'
import { silentLogger } from '../silent-logger.ts'
import type { StartedRedis } from '../start-redis.ts'
import type { OpenQuotas } from './opened-quotas.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** A link that is connected, of an installation of its own unless told. */
export const openTestLink = async (urls: readonly string[], prefix = `cv-${randomUUID()}`): Promise<RedisLink> => {
  const link = await openRedisLink({ urls, prefix, logger: silentLogger, clock, timeoutMs: 30_000 })
  await vi.waitFor(() => expect(link.state.name).toBe('connected'), { timeout: 60_000 })
  return link
}

/** What a node of that link reserves by. */
export const gated = (
  link: RedisLink,
  book: QuotaStore,
  options: Pick<RedisQuotasOptions, 'maxReservations'> = {},
): QuotaStore => createRedisQuotas({ link, book, clock, logger: silentLogger, ...options })

/** The counters of a store with the gate before them. */
export const openingGated =
  (redis: () => StartedRedis, openBook: OpenQuotas): OpenQuotas =>
  async () => {
    const prefix = `cv-${randomUUID()}`
    const book = await openBook()
    const link = await openTestLink(redis().urls, prefix)
    const { reopen, empty } = book
    let quotas = gated(link, book.quotas)
    return {
      get quotas() {
        return quotas
      },
      newPayers: () => book.newPayers(),
      ...(reopen && {
        async reopen() {
          quotas = gated(link, await reopen.call(book))
          return quotas
        },
      }),
      ...(empty && { empty: () => empty.call(book) }),
      async close() {
        await link.close()
        await book.close()
      },
    }
  }
