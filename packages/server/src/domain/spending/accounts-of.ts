import type { AdminProject, LimitPeriod, LimitScope, SpendLimit } from '@chat-view/protocol'
import type { Calendar } from '../../ports/calendar.ts'
import type { QuotaAccount, QuotaPeriod } from '../../ports/quota-store.ts'

/** The longest first: who is refused by several limits is told the one that lasts. */
const periods: readonly LimitPeriod[] = ['month', 'day', 'minute']

/** Who spends, as limits tell people apart. */
export interface Spender {
  readonly userId: string
  readonly scope: Exclude<LimitScope, 'project'>
}

/** The limits of a project, or the server's where it has none of its own. */
export const limitsOf = ({ settings }: AdminProject, fallback: readonly SpendLimit[]): readonly SpendLimit[] =>
  settings.limits ?? fallback

const periodOf = (period: LimitPeriod, limits: readonly SpendLimit[], startsAt: number): QuotaPeriod | null => {
  const own: Partial<Record<SpendLimit['unit'], number>> = {}
  for (const { unit, limit, period: of } of limits) if (of === period) own[unit] = Math.min(limit, own[unit] ?? limit)
  return Object.keys(own).length === 0 ? null : { period, startsAt, limits: own }
}

/** The accounts that a spender is counted in, their own first, with the periods that limits are about. */
export const accountsOf = (
  { id: projectId, settings: { timeZone } }: AdminProject,
  limits: readonly SpendLimit[],
  spender: Spender | null,
  at: number,
  calendar: Pick<Calendar, 'period'>,
): QuotaAccount[] => {
  const account = (userId: string | null, scope: LimitScope): QuotaAccount => {
    const own = limits.filter(limit => limit.scope === scope)
    const begun = periods.map(period => periodOf(period, own, calendar.period(period, at, timeZone).startsAt))
    return { projectId, userId, periods: begun.filter(period => period !== null) }
  }
  const all = [...(spender === null ? [] : [account(spender.userId, spender.scope)]), account(null, 'project')]
  return all.filter(one => one.periods.length > 0)
}
