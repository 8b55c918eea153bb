import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { QuotaNotice, QuotaObserver } from '../../ports/quota-observer.ts'
import type { WebhookStore } from '../../ports/webhook-store.ts'
import type { WebhookNews } from '../../ports/webhook-topics.ts'

export interface QuotaNewsOptions {
  readonly store: Pick<WebhookStore, 'tellWebhooks'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'warn'>
  /** Sends what is due. */
  readonly ask: () => Promise<void>
}

const newsOf = ({ kind, key, projectId, userId, ...use }: QuotaNotice, at: number): WebhookNews => {
  const { scope, unit, period, limit, used, resetsAt } = use
  const data = {
    project: projectId,
    ...(userId !== null && { user: userId }),
    scope,
    unit,
    period,
    limit,
    used,
    resetsAt,
  }
  return {
    topic: kind === 'warning' ? 'quota.warning' : 'quota.reached',
    key,
    threadId: null,
    userId,
    seq: 0,
    at,
    data,
  }
}

/** Tells a project's webhooks how far its limits are used, once a period whatever several nodes notice (OP6.3, AI7). */
export const createQuotaNews = ({ store, clock, logger, ask }: QuotaNewsOptions): QuotaObserver => ({
  noticed(notice) {
    const at = clock.now()
    store
      .tellWebhooks(notice.projectId, newsOf(notice, at), at)
      .then(written => (written > 0 ? ask() : undefined))
      .catch((error: unknown) => logger.warn({ project: notice.projectId, err: error }, 'no webhook is told'))
  },
})
