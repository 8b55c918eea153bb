import type { QuotaStore } from '../../ports/quota-store.ts'

/** Counters that a contract test runs against, empty when they are opened. */
export interface OpenedQuotas {
  readonly quotas: QuotaStore
  /** A new project and a user of it, in whose accounts nothing was counted. */
  newPayers(): Promise<{ readonly projectId: string; readonly userId: string }>
  /** Closes them and opens what they left behind; absent where nothing outlives a process. */
  reopen?(): Promise<QuotaStore>
  /** Removes all that was counted; absent where opening others is as cheap. */
  empty?(): Promise<void>
  /** Closes them and removes all traces. */
  close(): Promise<void>
}

export type OpenQuotas = () => Promise<OpenedQuotas>
