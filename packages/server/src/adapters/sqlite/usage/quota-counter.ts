import type { LimitPeriod, LimitUnit } from '@chat-view/protocol'
import type { Amounts, QuotaAccount, QuotaPeriod } from '../../../ports/quota-store.ts'
import type { Sql } from '../sql.ts'

/** One period of one account. */
export interface CounterRow {
  readonly number: number
  readonly user_id: string | null
  readonly period: LimitPeriod
  readonly starts_at: number
  readonly messages: number
  readonly tokens: number
  readonly money: number
  readonly reserved_messages: number
  readonly reserved_tokens: number
  readonly reserved_money: number
}

export const units: readonly LimitUnit[] = ['messages', 'tokens', 'money']

/** The period that is meant: a late clock counts in the one that has begun already, a new one begins at nothing. */
export interface Counter {
  readonly startsAt: number
  readonly used: Amounts
  readonly reserved: Amounts
  /** Its row; absent before the first reservation in it. */
  readonly number?: number
}

export const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

export const usedOf = ({ messages, tokens, money }: CounterRow): Amounts => ({ messages, tokens, money })

export const reservedOf = (row: CounterRow): Amounts => ({
  messages: row.reserved_messages,
  tokens: row.reserved_tokens,
  money: row.reserved_money,
})

const account = "project_id = ? AND ifnull(user_id, '') = ?"

/** All periods of an account, as they were counted last. */
export const countersOf = (sql: Sql, projectId: string, userId: string | null): CounterRow[] =>
  sql.all<CounterRow>(`SELECT * FROM quota_counters WHERE ${account} ORDER BY period`, projectId, userId ?? '')

/** What a period holds at its time. */
export const counterOf = (rows: readonly CounterRow[], { period, startsAt }: QuotaPeriod): Counter => {
  const row = rows.find(one => one.period === period)
  if (row === undefined || row.starts_at < startsAt) return { startsAt, used: nothing, reserved: nothing }
  return { startsAt: row.starts_at, used: usedOf(row), reserved: reservedOf(row), number: row.number }
}

/** Holds so much more of three counters at once: an account's periods, which have begun. */
const hold = `UPDATE quota_counters SET reserved_messages = reserved_messages + ?, reserved_tokens = reserved_tokens + ?,
  reserved_money = reserved_money + ? WHERE number IN (?, ?, ?)`

const begin = `INSERT INTO quota_counters (project_id, user_id, period, starts_at, reserved_messages, reserved_tokens,
    reserved_money) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (project_id, ifnull(user_id, ''), period) DO UPDATE SET starts_at = excluded.starts_at,
    messages = 0, tokens = 0, money = 0, reserved_messages = excluded.reserved_messages,
    reserved_tokens = excluded.reserved_tokens, reserved_money = excluded.reserved_money`

/** Reserves in the periods of an account, those that begin with it and those that have begun. */
export const holdIn = (
  sql: Sql,
  { projectId, userId }: QuotaAccount,
  counters: ReadonlyMap<LimitPeriod, Counter>,
  { messages, tokens, money }: Amounts,
): void => {
  const begun: number[] = []
  for (const [period, { number, startsAt }] of counters)
    if (number === undefined) sql.run(begin, projectId, userId, period, startsAt, messages, tokens, money)
    else begun.push(number)
  const [one, two = null, three = null] = begun
  if (one !== undefined) sql.run(hold, messages, tokens, money, one, two, three)
}

const settle = `UPDATE quota_counters SET messages = messages + ?, tokens = tokens + ?, money = money + ?,
    reserved_messages = max(0, reserved_messages - ?), reserved_tokens = max(0, reserved_tokens - ?),
    reserved_money = max(0, reserved_money - ?)
  WHERE ${account} AND starts_at = CASE period WHEN 'minute' THEN ? WHEN 'day' THEN ? ELSE ? END`

/** When the periods began that a reservation was counted in; null: it has no such period. */
export interface HeldIn {
  readonly project_id: string
  readonly user_id: string | null
  readonly minute_at: number | null
  readonly day_at: number | null
  readonly month_at: number | null
}

/** Gives back what was held and counts what was used, in those of its periods that still run. */
export const settleIn = (sql: Sql, { project_id, user_id, ...at }: HeldIn, used: Amounts, held: Amounts): void => {
  const amounts = [used.messages, used.tokens, used.money, held.messages, held.tokens, held.money] as const
  sql.run(settle, ...amounts, project_id, user_id ?? '', at.minute_at, at.day_at, at.month_at)
}
