import type { LimitPeriod } from '@chat-view/protocol'
import type { Amounts, QuotaAccount, Reservation, ReservationVerb } from '../../../ports/quota-store.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { type Counter, counterOf, countersOf, type HeldIn, holdIn, units } from './quota-counter.ts'

/** A reservation in one account. */
export interface ReservationRow extends HeldIn, Amounts {
  readonly number: number
  readonly id: string
  readonly expired: number
}

interface Planned {
  readonly account: QuotaAccount
  readonly counters: ReadonlyMap<LimitPeriod, Counter>
}

type Refusal = Extract<Reservation, { result: 'refused' }>

/** What an account holds, or why it cannot hold more. */
const plan = (sql: Sql, account: QuotaAccount, { amounts }: ReservationVerb): Planned | Refusal => {
  const rows = countersOf(sql, account.projectId, account.userId)
  const counters = new Map<LimitPeriod, Counter>()
  for (const period of account.periods) {
    const counter = counterOf(rows, period)
    for (const unit of units) {
      const limit = period.limits[unit]
      if (limit !== undefined && counter.used[unit] + counter.reserved[unit] + amounts[unit] > limit)
        return { result: 'refused', userId: account.userId, period: period.period, unit }
    }
    counters.set(period.period, counter)
  }
  return { account, counters }
}

const keep = (sql: Sql, { id, amounts, expiresAt }: ReservationVerb, { account, counters }: Planned): void => {
  const { projectId, userId } = account
  holdIn(sql, account, counters, amounts)
  const startOf = (period: LimitPeriod): number | null => counters.get(period)?.startsAt ?? null
  const { messages, tokens, money } = amounts
  sql.run(
    `INSERT INTO reservations (id, project_id, user_id, messages, tokens, money, minute_at, day_at, month_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    projectId,
    userId,
    messages,
    tokens,
    money,
    startOf('minute'),
    startOf('day'),
    startOf('month'),
    expiresAt,
  )
}

/** All accounts are asked before any is written: a refusal has nothing to give back (AI7). */
export const reserve = ({ sql }: WriteContext, verb: ReservationVerb): Reservation => {
  if (sql.get('SELECT 1 FROM reservations WHERE id = ?', verb.id) !== undefined) return { result: 'reserved' }
  const planned: Planned[] = []
  for (const account of verb.accounts) {
    const found = plan(sql, account, verb)
    if ('result' in found) return found
    planned.push(found)
  }
  for (const one of planned) keep(sql, verb, one)
  return { result: 'reserved' }
}
