import type {
  Amounts,
  QuotaAccount,
  QuotaCount,
  QuotaStore,
  Reservation,
  ReservationVerb,
} from '../../../ports/quota-store.ts'
import { isDuplicate } from '../coded-mongo-error.ts'
import type { QuotaAccountRow } from '../models/quota-account.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { among } from '../row-ids.ts'
import { endStep, nothing, periods, reserveStep, units } from './quota-steps.ts'

const accountId = ({ projectId, userId }: Pick<QuotaAccount, 'projectId' | 'userId'>): string =>
  `${projectId}/${userId ?? ''}`

const open = async (
  { quotaAccounts }: MongoContext,
  { projectId, userId }: QuotaAccount,
  at: number,
): Promise<void> => {
  const _id = accountId({ projectId, userId })
  const row = { _id, projectId, userId, minute: null, day: null, month: null, holds: [], seenAt: at }
  await quotaAccounts.insert(row).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
}

/** Which limit it was, by what the account holds. */
const refusal = (row: QuotaAccountRow | null, account: QuotaAccount, amounts: Amounts): Reservation => {
  for (const { period, limits } of account.periods)
    for (const unit of units) {
      const limit = limits[unit]
      const held = row?.[period]
      if (limit !== undefined && (held?.used[unit] ?? 0) + (held?.reserved[unit] ?? 0) + amounts[unit] > limit)
        return { result: 'refused', userId: account.userId, period, unit }
    }
  return { result: 'reserved' }
}

const take = async (context: MongoContext, account: QuotaAccount, verb: ReservationVerb): Promise<Reservation> => {
  const _id = accountId(account)
  const step = () => context.quotaAccounts.change({ _id }, reserveStep(account, verb))
  let row = await step()
  if (row === null) {
    await open(context, account, verb.at)
    row = await step()
  }
  const isHeld = row?.holds.some(({ id }) => id === verb.id) ?? false
  return isHeld ? { result: 'reserved' } : refusal(row, account, verb.amounts)
}

/**
 * Ends a reservation in every account that holds it, in one round trip: each once, however often it is asked for. The
 * driver asks for no statement again that changes several rows, so that is done here.
 */
const end = async ({ quotaAccounts }: MongoContext, id: string, used: Amounts): Promise<void> => {
  const all = () => quotaAccounts.updateAll({ 'holds.id': id }, endStep(id, used, 'gone'))
  await all().catch(all)
}

/** Each account by one statement; when one refuses, what was taken of those before is given back (AI7). */
export const reserve = async (context: MongoContext, verb: ReservationVerb): Promise<Reservation> => {
  for (const [n, account] of verb.accounts.entries()) {
    const reservation = await take(context, account, verb)
    if (reservation.result === 'reserved') continue
    if (n > 0) await end(context, verb.id, nothing)
    return reservation
  }
  return { result: 'reserved' }
}

export const settle = (context: MongoContext, { id, amounts }: Parameters<QuotaStore['settle']>[0]): Promise<void> =>
  end(context, id, amounts)

export const release = (context: MongoContext, { id }: Parameters<QuotaStore['release']>[0]): Promise<void> =>
  end(context, id, nothing)

const day = 86_400_000

/** Longer than any period. */
const keptFor = 62 * day

/** Gives back what ran out, and forgets what can no longer be settled and accounts that nothing counts in any more. */
export const expireReservations = async (
  { quotaAccounts }: MongoContext,
  { at, limit }: Parameters<QuotaStore['expireReservations']>[0],
): Promise<readonly string[]> => {
  const due = { expired: false, expiresAt: { $lte: at } }
  const expired = new Set<string>()
  for (const row of await quotaAccounts.all({ holds: { $elemMatch: due } }, { limit }))
    for (const { id, expired: isExpired, expiresAt } of row.holds) {
      if (isExpired || expiresAt > at) continue
      const held = { holds: { $elemMatch: { id, ...due } } }
      if ((await quotaAccounts.update({ _id: row._id, ...held }, endStep(id, nothing, 'expired'))) > 0) expired.add(id)
      if (expired.size >= limit) return [...expired]
    }
  const old = { expired: true, expiresAt: { $lte: at - day } }
  const full = await quotaAccounts.all({ holds: { $elemMatch: old } }, { limit })
  if (full.length > 0) await quotaAccounts.updateAll(among(full), { $pull: { holds: old } } as never)
  const past = await quotaAccounts.all({ seenAt: { $lte: at - keptFor } }, { sort: { seenAt: 1 }, limit })
  for (const { _id } of past) await quotaAccounts.remove({ _id, seenAt: { $lte: at - keptFor } })
  return [...expired]
}

/** What an account was counted to hold in each of its periods. */
export const quotaCounts = async (
  { quotaAccounts }: MongoReader,
  { projectId, userId }: Parameters<QuotaStore['quotaCounts']>[0],
): Promise<QuotaCount[]> => {
  const row = await quotaAccounts.get({ _id: accountId({ projectId, userId }) })
  return [...periods].sort().flatMap((period): QuotaCount[] => {
    const held = row?.[period]
    return held ? [{ userId, period, ...held }] : []
  })
}
