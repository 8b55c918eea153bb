import type { LimitUse, SpendLimit } from '@chat-view/protocol'
import type { Calendar } from '../../ports/calendar.ts'
import type { QuotaCount } from '../../ports/quota-store.ts'

/** From this share on an operator is told. */
const warningShare = 0.8

/** How far limits are used in the period that is now; what was counted in an earlier one is past. */
export const limitUses = (
  limits: readonly SpendLimit[],
  counts: readonly QuotaCount[],
  { at, timeZone, calendar }: { at: number; timeZone: string; calendar: Pick<Calendar, 'period'> },
): LimitUse[] =>
  limits.map(limit => {
    const { startsAt, endsAt } = calendar.period(limit.period, at, timeZone)
    const count = counts.find(({ period, startsAt: begun }) => period === limit.period && begun >= startsAt)
    const [used, reserved] = [count?.used[limit.unit] ?? 0, count?.reserved[limit.unit] ?? 0]
    return { ...limit, used, reserved, resetsAt: endsAt, warning: used >= limit.limit * warningShare }
  })
