import type { LimitUse } from '@chat-view/protocol'

/** A limit that is nearly used up, or is. Ids and numbers alone (SE9). */
export interface QuotaNotice extends LimitUse {
  /** `warning`: from 80 % on; `reached`: it is used up, or it refused something. */
  readonly kind: 'warning' | 'reached'
  /** The same for the same limit, kind and period, on every node and after a restart: by it a hearer tells it once. */
  readonly key: string
  readonly projectId: string
  /** Null: a limit of the project. */
  readonly userId: string | null
}

/** Hears how far limits are used (AI7): once a period for each limit, account and kind, as far as a process remembers. */
export interface QuotaObserver {
  /** Never throws. */
  noticed(notice: QuotaNotice): void
}
