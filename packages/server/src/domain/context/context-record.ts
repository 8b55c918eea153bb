import type { ContextRecord } from '@chat-view/protocol'
import type { BudgetShares, ContextBudget } from './budget.ts'
import type { KnownSummaries } from './covered.ts'
import type { Meter } from './meter.ts'
import type { Omitted } from './omitted.ts'
import type { Reached } from './recent-turns.ts'
import type { RequestDraft } from './request-draft.ts'

/** What a record of a context is made of. */
export interface BuiltContext {
  readonly provider: string
  readonly model: string
  readonly budget: ContextBudget
  readonly shares: Pick<BudgetShares, 'summaries'>
  readonly draft: RequestDraft
  readonly meter: Meter
  readonly omitted: Omitted
  readonly reached: Reached
  readonly known: KnownSummaries
  /** Of the thread: those that are there, the answer among them. */
  readonly messageCount: number
}

const sum = (summaries: readonly { readonly messages: number }[]): number =>
  summaries.reduce((total, { messages }) => total + messages, 0)

/** How many of a thread's messages had no room, from a place back; they were not read. */
const leftOutOf = ({ reached, messageCount }: BuiltContext): number =>
  reached.stoppedAt === null ? 0 : Math.max(1, messageCount - 1 - reached.seen - sum(reached.used))

/** What was sent, and what was left out and why (AI3). Bounded, and without a word of any text (SE9). */
export const contextRecord = (built: BuiltContext): ContextRecord => {
  const { provider, model, budget, shares, draft, meter, omitted, reached, known } = built
  const leftOut = leftOutOf(built)
  const { stoppedAt, used } = reached
  for (const { fromSeq, toSeq, messages } of used) omitted.addRange('summarised', fromSeq, toSeq, messages)
  if (stoppedAt !== null) {
    const stale = known.stale.filter(({ toSeq }) => toSeq <= stoppedAt)
    for (const { fromSeq, toSeq, messages } of stale) omitted.addRange('stale', fromSeq, toSeq, messages)
    omitted.addRange('no-room', 1, stoppedAt, Math.max(0, leftOut - sum(stale)))
  }
  return {
    used: draft.used,
    limit: budget.limit,
    estimated: meter.estimated,
    summarised: sum(used),
    leftOut,
    provider,
    model,
    window: budget.window,
    answerRoom: budget.answerRoom,
    summaryShare: shares.summaries,
    reported: null,
    items: draft.items,
    omitted: omitted.ranges,
  }
}
