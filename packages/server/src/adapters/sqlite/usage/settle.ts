import type { Amounts, QuotaCount, QuotaStore } from '../../../ports/quota-store.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { countersOf, nothing, reservedOf, settleIn, usedOf } from './quota-counter.ts'
import type { ReservationRow } from './reserve.ts'

/** What it still holds: what ran out was given back then. */
const heldBy = (row: ReservationRow): Amounts => (row.expired === 1 ? nothing : row)

const end = (sql: Sql, id: string, amounts: Amounts): void => {
  const rows = sql.all<ReservationRow>('SELECT * FROM reservations WHERE id = ?', id)
  for (const row of rows) settleIn(sql, row, amounts, heldBy(row))
  if (rows.length > 0) sql.run('DELETE FROM reservations WHERE id = ?', id)
}

export const settle = ({ sql }: WriteContext, { id, amounts }: Parameters<QuotaStore['settle']>[0]): void =>
  end(sql, id, amounts)

export const release = ({ sql }: WriteContext, { id }: Parameters<QuotaStore['release']>[0]): void =>
  end(sql, id, nothing)

const day = 86_400_000

/** For so long after its beginning a counter is kept that nobody counts in any more. */
const keptFor = { minute: day / 24, day: 3 * day, month: 62 * day } as const

/** Gives back what ran out, and forgets what can no longer be settled and periods that are long past. */
export const expireReservations = (
  { sql }: WriteContext,
  { at, limit }: Parameters<QuotaStore['expireReservations']>[0],
): readonly string[] => {
  const due = sql.all<ReservationRow>(
    'SELECT * FROM reservations WHERE expired = 0 AND expires_at <= ? ORDER BY expires_at LIMIT ?',
    at,
    limit,
  )
  for (const row of due) {
    settleIn(sql, row, nothing, row)
    sql.run('UPDATE reservations SET expired = 1 WHERE number = ?', row.number)
  }
  const gone = `SELECT number FROM reservations WHERE expired = 1 AND expires_at <= ? LIMIT ?`
  sql.run(`DELETE FROM reservations WHERE number IN (${gone})`, at - day, limit)
  const past = `SELECT number FROM quota_counters WHERE period = ? AND starts_at <= ? LIMIT ?`
  for (const [period, ms] of Object.entries(keptFor))
    sql.run(`DELETE FROM quota_counters WHERE number IN (${past})`, period, at - ms, limit)
  return [...new Set(due.map(({ id }) => id))]
}

/** What an account was counted to hold in each of its periods. */
export const quotaCounts = (sql: Sql, { projectId, userId }: Parameters<QuotaStore['quotaCounts']>[0]): QuotaCount[] =>
  countersOf(sql, projectId, userId).map(row => ({
    userId: row.user_id,
    period: row.period,
    startsAt: row.starts_at,
    used: usedOf(row),
    reserved: reservedOf(row),
  }))
