import type { UsageSums, UsageTotal } from '@chat-view/protocol'
import type { UsageQuery } from '../../../ports/usage-store.ts'
import { readingEngine } from '../reading-engine.ts'
import type { WriteEngine } from '../write-engine.ts'
import { type Totals, usageSums, usageTotals } from './usage-reads.ts'

/** What the thread of reports does. */
export type UsageVerbs = {
  usageSums(query: UsageQuery): UsageSums
  usageTotals(query: Totals): UsageTotal[]
}

/** Sums over months of calls, on a read connection of their own. */
export const openUsageEngine = ({ path }: { readonly path: string }): WriteEngine =>
  readingEngine(
    path,
    sql =>
      ({
        usageSums: query => usageSums(sql, query),
        usageTotals: query => usageTotals(sql, query),
      }) satisfies UsageVerbs,
  )
