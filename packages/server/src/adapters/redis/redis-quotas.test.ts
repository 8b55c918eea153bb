import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Amounts } from '../../ports/quota-store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { openingMongo } from '../../testing/opening-mongo.ts'
import { openingSqlite } from '../../testing/opening-sqlite.ts'
import { openingGated } from '../../testing/quota-contract/gated-quotas.ts'
import { quotaContract } from '../../testing/quota-contract/quota-contract.ts'
import { withRedis } from '../../testing/redis-server.ts'
import { quotasOfStore } from '../../testing/store-contract/quota-rules.ts'

const amounts: Amounts = { messages: 1, tokens: 100, money: 7 }

withRedis('quotas behind a gate on a single Redis', redis => {
  describe('with SQLite as the book', () => quotaContract(openingGated(redis, quotasOfStore(openingSqlite('inline')))))
})

withRedis(
  'the gate before quotas on a cluster',
  redis => {
    const onCluster = openingGated(redis, quotasOfStore(openingSqlite('inline')))
    quotaContract(onCluster)

    it('AI7.4 all keys of a project lie on one member', async () => {
      const opened = await onCluster()
      for (let n = 0; n < 12; n++) {
        const { projectId, userId } = await opened.newPayers()
        const periods = [{ period: 'day', startsAt: 0, limits: { messages: 3 } }] as const
        const accounts = [userId, null].map(of => ({ projectId, userId: of, periods }))
        const ids = Array.from({ length: 20 }, () => randomUUID())
        const all = await Promise.all(
          ids.map(id => opened.quotas.reserve({ id, amounts, accounts, at: 1, expiresAt: 3_600_000 })),
        )
        expect(all.filter(({ result }) => result === 'reserved')).toHaveLength(3)
        for (const id of ids) await opened.quotas.release({ id, at: 2 })
        expect(await opened.quotas.reserve({ id: 'next', amounts, accounts, at: 3, expiresAt: 9 })).toEqual({
          result: 'reserved',
        })
        await opened.quotas.release({ id: 'next', at: 4 })
      }
      await opened.close()
    })
  },
  { cluster: true },
)

await withMongo('quotas behind a gate before a replica set', server => {
  withRedis('on a single Redis', redis => quotaContract(openingGated(redis, quotasOfStore(openingMongo(server)))))
})
