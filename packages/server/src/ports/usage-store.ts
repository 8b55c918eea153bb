import type { CallPurpose, UsageSums, UsageTotal } from '@chat-view/protocol'

/** One call of a provider, as it was counted and priced when it was made (AI7). Rows never change. */
export interface CallRecord {
  /** Unique: recorded twice it is one row. Of an answer: the generation's id and the call's number. */
  readonly id: string
  readonly projectId: string
  readonly threadId: string | null
  /** Null where nobody asked, as for a sweep's summary; and after an erasure. */
  readonly userId: string | null
  readonly generationId: string | null
  readonly purpose: CallPurpose
  readonly provider: string
  readonly model: string
  readonly input: number
  readonly output: number
  readonly cached: number
  /** Counted by us: the provider did not tell, or told what cannot be. */
  readonly estimated: boolean
  /** Millionths of the currency. */
  readonly cost: number
  readonly at: number
}

export interface UsageQuery {
  readonly projectId: string
  readonly userId?: string
  /** Inclusive; exclusive. */
  readonly from: number
  readonly until: number
}

/** What calls consumed (AI7). The calls of an answer are written by `finishGeneration`, with its end. */
export interface UsageStore {
  recordCalls(calls: readonly CallRecord[]): Promise<void>
  usageSums(query: UsageQuery): Promise<UsageSums>
  /** Greatest cost first, days in order; `days` are the beginnings of the days in the project's time zone. At most 1,000. */
  usageTotals(
    query: UsageQuery & { by: 'day' | 'user' | 'model' | 'purpose'; days: readonly { key: string; from: number }[] },
  ): Promise<UsageTotal[]>
  /** The newest call in a thread; null: none, or nothing is known of them any more. */
  lastCallOf(threadId: string): Promise<CallRecord | null>
  /** Calls of a reservation's id, for the comparison with what was settled. */
  callsOf(generationId: string): Promise<CallRecord[]>
}
