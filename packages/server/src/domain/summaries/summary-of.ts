import type { Summary } from '@chat-view/protocol'
import type { SummaryRecord } from '../../ports/summary-store.ts'

/** A summary as its readers see it. */
export const summaryOf = ({ projectId: _, ...summary }: SummaryRecord): Summary => summary
