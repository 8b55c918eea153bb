import { checkBilling } from './check-billing.ts'
import { checkCommands } from './check-commands.ts'
import { checkEnds } from './check-ends.ts'
import { checkLiveText } from './check-live-text.ts'
import { checkOrder } from './check-order.ts'
import { checkRows } from './check-rows.ts'
import { checkShown } from './check-shown.ts'
import type { HistoryRecord } from './history-record.ts'
import type { Violation } from './violation.ts'

/**
 * Everything that went wrong in a history: what clients were sent while answers ran and when changes were committed, what
 * they show in the end, what they were acknowledged, and what is stored. Pure: the same records give the same answer, and
 * none is the proof that RT1 to RT5, RT11 and ST2 held in that run.
 */
export const checkHistory = (records: readonly HistoryRecord[]): Violation[] => [
  ...checkLiveText(records),
  ...checkOrder(records),
  ...checkEnds(records),
  ...checkCommands(records),
  ...checkRows(records),
  ...checkBilling(records),
  ...checkShown(records),
]
