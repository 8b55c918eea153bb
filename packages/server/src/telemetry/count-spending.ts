import type { Logger } from '../ports/logger.ts'
import type { QuotaObserver } from '../ports/quota-observer.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import type { Metrics } from './metrics.ts'

/** Tells operators by the log and the metrics how far limits are used (AI7, OP1). */
export const tellQuotas = (metrics: Metrics, logger: Logger): QuotaObserver => ({
  noticed({ kind, projectId, userId, scope, unit, period, used, limit, resetsAt }) {
    metrics.quotaNotices.inc({ kind, scope, unit, period })
    const fields = { project: projectId, user: userId, scope, unit, period, used, limit, resetsAt }
    logger.warn(fields, kind === 'reached' ? 'a limit is used up' : 'a limit is nearly used up')
  },
})

/** Counts what calls of providers cost (OP1). */
export const countCalls =
  (metrics: Metrics) =>
  (calls: readonly CallRecord[]): void => {
    for (const { model, purpose, estimated, cost } of calls) {
      metrics.calls.inc({ model, purpose, estimated: String(estimated) })
      metrics.cost.inc({ model, purpose }, cost)
    }
  }
