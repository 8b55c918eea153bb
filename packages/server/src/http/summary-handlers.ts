import type { summaryOperations } from '@chat-view/protocol'
import type { Reads } from '../ports/reads.ts'
import type { OperationHandlers } from './mount-operations.ts'

export interface SummaryOptions {
  readonly reads: Reads
}

/** What users read of what stands for the older part of a thread (AI5). */
export const summaryHandlers = ({ reads }: SummaryOptions): OperationHandlers<typeof summaryOperations> => ({
  listSummaries: async ({ params }, { principal }) => ({
    items: await reads.listSummaries(principal, params.thread),
    before: null,
    after: null,
  }),
  getSummary: ({ params }, { principal }) => reads.getSummary(principal, params.summary),
})
