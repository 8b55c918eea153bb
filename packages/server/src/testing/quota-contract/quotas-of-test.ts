import { afterAll, afterEach } from 'vitest'
import type { QuotaStore } from '../../ports/quota-store.ts'
import type { OpenedQuotas, OpenQuotas } from './opened-quotas.ts'

/** Counters, and in whose accounts a test counts. */
export interface Counted {
  readonly quotas: QuotaStore
  readonly projectId: string
  readonly userId: string
}

export interface QuotasOfTest {
  counted(): Promise<Counted>
  /** Closes the counters and opens what they left behind; null where nothing outlives a process. */
  reopen(): Promise<QuotaStore | null>
}

/** Counters for each test, empty: for verbs that reach beyond one project. */
export const quotasOfTest = (open: OpenQuotas): QuotasOfTest => {
  let opened: OpenedQuotas | undefined
  const close = async (): Promise<void> => {
    await opened?.close()
    opened = undefined
  }
  afterEach(() => (opened?.empty === undefined ? close() : opened.empty()))
  afterAll(close)
  return {
    async counted() {
      opened ??= await open()
      return { quotas: opened.quotas, ...(await opened.newPayers()) }
    },
    reopen: async () => (await opened?.reopen?.()) ?? null,
  }
}
