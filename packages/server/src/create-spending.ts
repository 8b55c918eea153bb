import type { AdminProject } from '@chat-view/protocol'
import { calendar } from './adapters/luxon/calendar.ts'
import type { Config } from './config/load-config.ts'
import { countMissing } from './domain/spending/compare-calls.ts'
import { createSpending, type WatchedSpending } from './domain/spending/create-spending.ts'
import { createUsageReports, type UsageReports } from './domain/spending/usage-reports.ts'
import type { CallBooks } from './generation/call-books.ts'
import { quotaJob } from './jobs/quota.ts'
import type { Clock } from './ports/clock.ts'
import type { JobDefinition } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { ModelTable } from './ports/model-table.ts'
import type { QuotaObserver } from './ports/quota-observer.ts'
import type { QuotaStore } from './ports/quota-store.ts'
import type { Store } from './ports/store.ts'
import { countCalls, tellQuotas } from './telemetry/count-spending.ts'
import type { Metrics } from './telemetry/metrics.ts'

export interface SpendingPartsOptions {
  readonly config: Pick<
    Config,
    'QUOTA_VISITOR' | 'QUOTA_USER' | 'QUOTA_PROJECT' | 'AI_MAX_TOKENS' | 'AI_MODEL' | 'AI_FALLBACK_MODEL'
  >
  readonly store: Store
  /** Where what is consumed is counted: the store, or what stands before it. */
  readonly quotas: QuotaStore
  readonly models: ModelTable
  readonly projects: { get(id: string): Promise<AdminProject | null> }
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Who else hears of limits that are nearly used up, or are: webhooks. */
  readonly observers?: readonly QuotaObserver[]
}

/** The spend firewall, the books that answers are written into, the reports, and the job that looks after it all (AI7). */
export interface SpendingParts {
  readonly spending: WatchedSpending
  readonly books: CallBooks
  readonly usage: UsageReports
  readonly job: JobDefinition
}

export const createSpendingParts = (options: SpendingPartsOptions): SpendingParts => {
  const { config, models, projects, clock, logger, metrics, observers = [] } = options
  const store: Store = { ...options.store, ...options.quotas }
  const limits = [config.QUOTA_VISITOR, config.QUOTA_USER, config.QUOTA_PROJECT].flatMap(own => own ?? [])
  const shared = { store, models, calendar, clock, limits }
  const spending = createSpending({
    ...shared,
    projects,
    logger,
    maxTokens: config.AI_MAX_TOKENS,
    usualModels: [config.AI_MODEL, config.AI_FALLBACK_MODEL].filter(model => model !== null),
    observers: [tellQuotas(metrics, logger), ...observers],
    settled: countCalls(metrics),
  })
  return {
    spending,
    books: { models, spending, store },
    usage: createUsageReports(shared),
    job: quotaJob({ store, spending, countMissing: project => countMissing(shared, project), logger }),
  }
}
