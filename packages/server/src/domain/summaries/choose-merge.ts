import type { SummaryRecord } from '../../ports/summary-store.ts'
import type { SummaryBudget } from './summary-budget.ts'

/** A summary and the tokens of its text. */
export interface MeasuredSummary {
  readonly summary: SummaryRecord
  readonly tokens: number
}

const sumOf = (summaries: readonly MeasuredSummary[]): number => summaries.reduce((sum, { tokens }) => sum + tokens, 0)

/** Those that follow each other without a gap, and are the assistant's own: what a person wrote stands (AI5). */
const runsOf = (summaries: readonly MeasuredSummary[]): MeasuredSummary[][] => {
  const runs: MeasuredSummary[][] = [[]]
  let end = 0
  for (const one of summaries) {
    const { state, authorId, fromSeq, toSeq } = one.summary
    const isMine = state === 'current' && authorId === null
    if (!isMine || fromSeq !== end + 1) runs.push([])
    if (isMine) runs.at(-1)?.push(one)
    end = isMine ? toSeq : 0
  }
  return runs
}

/**
 * The oldest summaries that are to become one, as all together take more than their share; none where that would make
 * nothing shorter. In order of their windows.
 */
export const chooseMerge = (
  summaries: readonly MeasuredSummary[],
  { all, merged, room }: Pick<SummaryBudget, 'all' | 'merged' | 'room'>,
): MeasuredSummary[] => {
  if (sumOf(summaries) <= all) return []
  for (const run of runsOf(summaries)) {
    const chosen: MeasuredSummary[] = []
    for (const one of run) {
      if (chosen.length >= 2 && (sumOf(chosen) > merged * 1.5 || sumOf([...chosen, one]) > room)) break
      chosen.push(one)
    }
    if (chosen.length >= 2 && sumOf(chosen) > merged) return chosen
  }
  return []
}
