import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Amounts, QuotaAccount, QuotaPeriod, Reservation } from '../../ports/quota-store.ts'
import { newId } from '../store-contract/world.ts'
import type { OpenQuotas } from './opened-quotas.ts'
import { QuotaModel, quotaSteps } from './quota-model.ts'
import { type Counted, quotasOfTest } from './quotas-of-test.ts'

const day = 86_400_000
const amounts: Amounts = { messages: 1, tokens: 100, money: 7 }
const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

const daily = (limits: QuotaPeriod['limits'], startsAt = day): QuotaPeriod => ({ period: 'day', startsAt, limits })

const accountsOf = (
  { projectId, userId }: Counted,
  mine: QuotaPeriod['limits'],
  all: QuotaPeriod['limits'],
): QuotaAccount[] => [
  { projectId, userId, periods: [daily(mine)] },
  { projectId, userId: null, periods: [daily(all)] },
]

const take = (
  { quotas }: Counted,
  accounts: readonly QuotaAccount[],
  { id = newId(), at = day + 5, expiresAt = day + 1_000, wanted = amounts } = {},
): Promise<Reservation> => quotas.reserve({ id, amounts: wanted, accounts, at, expiresAt })

const held = async (
  { quotas, projectId }: Counted,
  userId: string | null,
): Promise<{ used: Amounts; reserved: Amounts }> => {
  const [count] = await quotas.quotaCounts({ projectId, userId, at: day + 5 })
  return { used: count?.used ?? nothing, reserved: count?.reserved ?? nothing }
}

/** What every `QuotaStore` must do (AI7): a part of the store's contract, and that of whatever stands before a store. */
export const quotaContract = (open: OpenQuotas): void => {
  describe('quotas', () => {
    const topic = quotasOfTest(open)

    it('AI7.4 of 200 parallel reservations against ten, exactly ten go through', async () => {
      const counted = await topic.counted()
      const accounts = accountsOf(counted, {}, { messages: 10 })
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => take(counted, accounts)))
      const refused = { result: 'refused', userId: null, period: 'day', unit: 'messages' }
      expect(outcomes.filter(({ result }) => result === 'reserved')).toHaveLength(10)
      expect(outcomes.filter(({ result }) => result === 'refused')).toEqual(Array(190).fill(refused))
      const all = { used: nothing, reserved: { messages: 10, tokens: 1_000, money: 70 } }
      expect(await held(counted, null)).toEqual(all)
      expect(await held(counted, counted.userId)).toEqual(all)
    })

    it('AI7.4 a refusal names the account, the period and what is used up, and leaves nothing behind', async () => {
      const counted = await topic.counted()
      const mine = await take(counted, accountsOf(counted, { tokens: 99 }, {}))
      expect(mine).toEqual({ result: 'refused', userId: counted.userId, period: 'day', unit: 'tokens' })
      const all = await take(counted, accountsOf(counted, {}, { money: 6 }))
      expect(all).toEqual({ result: 'refused', userId: null, period: 'day', unit: 'money' })
      for (const userId of [counted.userId, null])
        expect(await held(counted, userId)).toEqual({ used: nothing, reserved: nothing })
      expect(await take(counted, accountsOf(counted, { tokens: 100 }, { money: 7 }))).toEqual({ result: 'reserved' })
    })

    it('AI7.5 what is settled is what was used: less, more, and the second time nothing', async () => {
      const counted = await topic.counted()
      const accounts = accountsOf(counted, {}, {})
      const [less, more] = [newId(), newId()]
      for (const id of [less, more, less]) await take(counted, accounts, { id })
      expect((await held(counted, null)).reserved.messages).toBe(2)
      for (let n = 0; n < 2; n++)
        await counted.quotas.settle({ id: less, amounts: { messages: 1, tokens: 40, money: 2 }, at: day + 9 })
      await counted.quotas.settle({ id: more, amounts: { messages: 1, tokens: 500, money: 50 }, at: day + 9 })
      await counted.quotas.release({ id: more, at: day + 9 })
      await counted.quotas.settle({ id: newId(), amounts, at: day + 9 })
      const used = { messages: 2, tokens: 540, money: 52 }
      for (const userId of [counted.userId, null])
        expect(await held(counted, userId)).toEqual({ used, reserved: nothing })
      const full = await take(counted, accountsOf(counted, { tokens: 540 }, {}))
      expect(full).toMatchObject({ result: 'refused', unit: 'tokens' })
    })

    it('AI7.4 what is released was never there', async () => {
      const counted = await topic.counted()
      const accounts = accountsOf(counted, { messages: 1 }, {})
      const id = newId()
      await take(counted, accounts, { id })
      expect(await take(counted, accounts)).toMatchObject({ result: 'refused' })
      for (let n = 0; n < 2; n++) await counted.quotas.release({ id, at: day + 6 })
      await counted.quotas.settle({ id, amounts, at: day + 7 })
      expect(await held(counted, null)).toEqual({ used: nothing, reserved: nothing })
      expect(await take(counted, accounts)).toEqual({ result: 'reserved' })
    })

    it('AI7.6 a lost node’s reservation is given back once; who still comes with what was used is counted once', async () => {
      const counted = await topic.counted()
      const { quotas } = counted
      const accounts = accountsOf(counted, { messages: 1 }, {})
      const id = newId()
      await take(counted, accounts, { id })
      expect(await quotas.expireReservations({ at: day + 999, limit: 100 })).not.toContain(id)
      expect(await quotas.expireReservations({ at: day + 1_000, limit: 100 })).toContain(id)
      expect(await quotas.expireReservations({ at: day + 1_000, limit: 100 })).not.toContain(id)
      expect(await held(counted, null)).toEqual({ used: nothing, reserved: nothing })
      expect(await take(counted, accounts)).toEqual({ result: 'reserved' })
      for (let n = 0; n < 2; n++) await quotas.settle({ id, amounts, at: day + 1_001 })
      expect(await held(counted, counted.userId)).toEqual({ used: amounts, reserved: amounts })
    })

    it('AI7.6 what ran out is forgotten after a day, and an account that nobody used for months', async () => {
      const counted = await topic.counted()
      const { quotas } = counted
      const id = newId()
      await take(counted, accountsOf(counted, {}, {}), { id })
      await quotas.expireReservations({ at: day + 1_000, limit: 100 })
      await quotas.expireReservations({ at: 2 * day + 1_000, limit: 100 })
      await quotas.settle({ id, amounts, at: 2 * day + 2_000 })
      expect(await held(counted, null)).toEqual({ used: nothing, reserved: nothing })
      const query = { projectId: counted.projectId, userId: null, at: 70 * day }
      expect(await quotas.quotaCounts(query)).toHaveLength(1)
      await quotas.expireReservations({ at: 70 * day, limit: 100 })
      expect(await quotas.quotaCounts(query)).toEqual([])
    })

    it('AI7.5 a new period begins at nothing, and what was reserved before does not count in it', async () => {
      const counted = await topic.counted()
      const { quotas, projectId } = counted
      const at = (startsAt: number): QuotaAccount[] => [
        { projectId, userId: null, periods: [daily({ messages: 1 }, startsAt)] },
      ]
      const id = newId()
      await take(counted, at(day), { id })
      expect(await take(counted, at(day))).toMatchObject({ result: 'refused' })
      expect(await take(counted, at(2 * day))).toEqual({ result: 'reserved' })
      await quotas.settle({ id, amounts, at: 2 * day + 1 })
      // A node whose clock is late counts in the period that has begun.
      expect(await take(counted, at(day))).toMatchObject({ result: 'refused' })
      const [count] = await quotas.quotaCounts({ projectId, userId: null, at: 2 * day + 1 })
      expect(count).toEqual({ userId: null, period: 'day', startsAt: 2 * day, used: nothing, reserved: amounts })
    })

    it('AI7.6 reservations survive a restart', async () => {
      const counted = await topic.counted()
      const accounts = accountsOf(counted, { messages: 1 }, {})
      const id = newId()
      await take(counted, accounts, { id })
      const quotas = await topic.reopen()
      if (quotas === null) return
      const again: Counted = { ...counted, quotas }
      expect(await take(again, accounts)).toMatchObject({ result: 'refused', unit: 'messages' })
      await again.quotas.settle({ id, amounts, at: day + 9 })
      expect(await held(again, null)).toEqual({ used: amounts, reserved: nothing })
    })

    it('AI7 whatever is reserved, settled, released and lost in any order, the counters are those of a simple model', async () => {
      await fc.assert(
        fc.asyncProperty(quotaSteps, async steps => {
          const { quotas, projectId, userId } = await topic.counted()
          const model = new QuotaModel(projectId, userId)
          for (const step of steps) expect(await model.run(quotas, step)).toEqual(model.expect(step))
          expect(await model.counts(quotas)).toEqual(model.expected())
        }),
        { numRuns: 25 },
      )
    })
  })
}
