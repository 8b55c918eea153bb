import type { AdminProject, LimitPeriod, SpendLimit } from '@chat-view/protocol'
import type { Calendar } from '../../ports/calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Amounts, QuotaStore } from '../../ports/quota-store.ts'
import type { UsageStore } from '../../ports/usage-store.ts'
import { limitsOf } from './accounts-of.ts'

export interface CompareOptions {
  readonly store: Pick<UsageStore, 'usageSums'> & Pick<QuotaStore, 'reserve' | 'settle' | 'quotaCounts'>
  readonly calendar: Pick<Calendar, 'period'>
  readonly clock: Pick<Clock, 'now'>
  readonly limits: readonly SpendLimit[]
}

const nothing: Amounts = { messages: 0, tokens: 0, money: 0 }

/** Periods in which what answers cross a boundary with is little. */
const compared: readonly LimitPeriod[] = ['day', 'month']

/**
 * Compares what a project's counters hold with the calls that were recorded, and counts what is missing: a settlement
 * that was lost, calls from before there was a limit, an archive that was taken in (AI7). Counters are never lowered.
 * Answers the tokens that were missing.
 */
export const countMissing = async (options: CompareOptions, project: AdminProject): Promise<number> => {
  const { store, calendar, clock } = options
  const { id: projectId, settings } = project
  const own = limitsOf(project, options.limits).filter(({ scope, unit }) => scope === 'project' && unit !== 'messages')
  let missed = 0
  for (const period of compared.filter(name => own.some(limit => limit.period === name))) {
    const at = clock.now()
    const { startsAt, endsAt } = calendar.period(period, at, settings.timeZone)
    // Counted first: what is settled meanwhile is then found missing nowhere.
    const recorded = await store.usageSums({ projectId, from: startsAt, until: endsAt })
    const counts = await store.quotaCounts({ projectId, userId: null, at })
    const count = counts.find(one => one.period === period && one.startsAt >= startsAt)
    const held = (unit: 'tokens' | 'money'): number => (count?.used[unit] ?? 0) + (count?.reserved[unit] ?? 0)
    const tokens = Math.max(0, recorded.input + recorded.output - held('tokens'))
    const money = Math.max(0, recorded.cost - held('money'))
    if (tokens === 0 && money === 0) continue
    const id = ['missing', projectId, period, startsAt, held('tokens'), held('money')].join('/')
    const accounts = [{ projectId, userId: null, periods: [{ period, startsAt, limits: {} }] }]
    await store.reserve({ id, amounts: nothing, accounts, at, expiresAt: at + 60_000 })
    await store.settle({ id, amounts: { messages: 0, tokens, money }, at })
    missed = Math.max(missed, tokens)
  }
  return missed
}
