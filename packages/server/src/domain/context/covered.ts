import type { SummaryRecord } from '../../ports/summary-store.ts'

/** What summaries say of a thread up to a place: those that can be used, and those that can't. */
export interface KnownSummaries {
  /** Newest first. */
  readonly current: readonly SummaryRecord[]
  readonly stale: readonly SummaryRecord[]
}

/** @param before place of what is asked: a summary that reaches as far knows more than the question does */
export const knownSummaries = (summaries: readonly SummaryRecord[], before: number): KnownSummaries => {
  const earlier = summaries.filter(({ toSeq }) => toSeq < before).sort((one, other) => other.toSeq - one.toSeq)
  return {
    current: earlier.filter(({ state }) => state === 'current'),
    stale: earlier.filter(({ state }) => state === 'stale'),
  }
}

/** The one that stands for the message at a place. */
export const coveringOf = (summaries: readonly SummaryRecord[], seq: number): SummaryRecord | undefined =>
  summaries.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq)
