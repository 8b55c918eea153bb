import type { AdminProject, LimitUse, SpendLimit, UsageReport, UsageSums, UsageTotal } from '@chat-view/protocol'
import type { Calendar } from '../../ports/calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { ModelTable } from '../../ports/model-table.ts'
import type { Principal } from '../../ports/principal.ts'
import type { QuotaStore } from '../../ports/quota-store.ts'
import type { UsageStore } from '../../ports/usage-store.ts'
import { limitsOf } from './accounts-of.ts'
import { limitUses } from './limit-uses.ts'
import { modelsWithoutPrice } from './unpriced-models.ts'

export interface UsageReportsOptions {
  readonly store: Pick<UsageStore, 'usageSums' | 'usageTotals'> & Pick<QuotaStore, 'quotaCounts'>
  readonly models: Pick<ModelTable, 'currency' | 'find'>
  readonly calendar: Calendar
  readonly clock: Pick<Clock, 'now'>
  /** Limits of projects that have none of their own. */
  readonly limits: readonly SpendLimit[]
}

export interface ProjectUsageQuery {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly by?: 'day' | 'user' | 'model' | 'purpose' | undefined
}

export interface ProjectUsage {
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly currency: string
  readonly items: UsageTotal[]
  readonly total: UsageSums
  readonly unpriced: string[]
  readonly limits: LimitUse[]
}

/** What was used, for those who used it and for those who pay (AI7). */
export interface UsageReports {
  ofUser(principal: Pick<Principal, 'userId' | 'kind'>, project: AdminProject): Promise<UsageReport>
  /** @throws invalid_request when a day is none, or there are too many */
  ofProject(project: AdminProject, query: ProjectUsageQuery): Promise<ProjectUsage>
}

const mostDays = 400

const wrongDays = new CodedError('invalid_request', {
  errors: [{ path: 'to', message: `must be a day from \`from\` on, at most ${mostDays} days after it` }],
})

export const createUsageReports = (options: UsageReportsOptions): UsageReports => {
  const { store, models, calendar, clock } = options
  const { currency } = models

  const usesOf = async (
    project: AdminProject,
    userId: string | null,
    scope: SpendLimit['scope'],
  ): Promise<LimitUse[]> => {
    const limits = limitsOf(project, options.limits).filter(limit => limit.scope === scope)
    if (limits.length === 0) return []
    const at = clock.now()
    const counts = await store.quotaCounts({ projectId: project.id, userId, at })
    return limitUses(limits, counts, { at, timeZone: project.settings.timeZone, calendar })
  }

  return {
    async ofUser({ userId, kind }, project) {
      const { timeZone } = project.settings
      const until = clock.now()
      const { startsAt: since } = calendar.period('month', until, timeZone)
      const [sums, own, shared] = await Promise.all([
        // The end of a time is not in it, and the newest call may be of now.
        store.usageSums({ projectId: project.id, userId, from: since, until: until + 1 }),
        usesOf(project, userId, kind === 'visitor' ? 'visitor' : 'user'),
        usesOf(project, null, 'project'),
      ])
      const limits = [...own, ...shared.map(use => ({ ...use, used: 0, reserved: 0 }))]
      return { since, until, timeZone, currency, ...sums, limits }
    },
    async ofProject(project, { from, to, by = 'day' }) {
      const { timeZone } = project.settings
      const now = clock.now()
      const last = to ?? calendar.dayOf(now, timeZone)
      const first = from ?? calendar.dayOf(calendar.period('month', now, timeZone).startsAt, timeZone)
      const days = calendar.days(first, last, timeZone)
      const [begin, end] = [days?.[0], days?.at(-1)]
      if (!days || !begin || !end || days.length > mostDays + 1) throw wrongDays
      const query = { projectId: project.id, from: begin.startsAt, until: end.endsAt }
      const beginnings = days.map(({ key, startsAt }) => ({ key, from: startsAt }))
      const totalsBy = (key: typeof by): Promise<UsageTotal[]> =>
        store.usageTotals({ ...query, by: key, days: beginnings })
      const [items, asked, total, limits] = await Promise.all([
        totalsBy(by),
        totalsBy('model'),
        store.usageSums(query),
        usesOf(project, null, 'project'),
      ])
      const unpriced = modelsWithoutPrice(
        models,
        asked.map(({ key }) => key),
      )
      return { from: first, to: last, timeZone, currency, items, total, unpriced, limits }
    },
  }
}
