import { type HistoryRecord, recordsOf } from '../../packages/server/src/testing/history/history-record.ts'
import type { Violation } from '../../packages/server/src/testing/history/violation.ts'

/**
 * Milliseconds: the lease and a second of RT5, and what a machine that is busy with everything else may add. No test is
 * about time: how long it really took stands in the table of the runs.
 */
const patience = 20_000

/** The end of an answer that was taken over, as the first of its readers was told it. */
interface ToldEnd {
  readonly generation: string
  /** Milliseconds since the last loss of a node before. */
  readonly after: number
  /** The record that told it. */
  readonly record: number
}

/** Generations that a record says have ended: as it happens, or to one who comes back. */
const endsIn = (record: HistoryRecord): string[] => {
  if (record.kind !== 'received') return []
  const { frame } = record
  const events = frame.type === 'event' ? [frame.event] : frame.type === 'subscribed' ? frame.events : []
  return (events as readonly { readonly type: string; readonly generation: string }[])
    .filter(({ type }) => type === 'answer.ended')
    .map(({ generation }) => generation)
}

const toldEnds = (records: readonly HistoryRecord[]): ToldEnd[] => {
  const losses = recordsOf(records, 'node').filter(({ state }) => state === 'killed' || state === 'held')
  const taken = new Set(recordsOf(records, 'generation').flatMap(({ row }) => (row.term > 1 ? [row.id] : [])))
  return records.flatMap((one, record) =>
    endsIn(one).flatMap((generation): ToldEnd[] => {
      const lost = losses.findLast(({ at }) => at <= one.at)
      if (!taken.delete(generation) || !lost) return []
      return [{ generation, after: one.at - lost.at, record }]
    }),
  )
}

/** Answers of which readers heard too late that their node was lost (RT5). */
export const lateEnds = (records: readonly HistoryRecord[]): Violation[] =>
  toldEnds(records)
    .filter(({ after }) => after > patience)
    .map(({ generation, after, record }) => {
      const detail = `readers heard of it ${(after / 1_000).toFixed(0)} s after the node was lost`
      return { kind: 'stuck', about: generation, detail, record }
    })

/** Milliseconds from each SIGKILL or SIGSTOP of an owner until a reader was told of the end of its answers, one for each. */
export const toldAfterLoss = (records: readonly HistoryRecord[]): number[] =>
  toldEnds(records).map(({ after }) => after)
