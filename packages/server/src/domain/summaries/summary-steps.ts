import type { Clock } from '../../ports/clock.ts'
import type { Change, Commit } from '../../ports/commit.ts'
import type { SummaryRecord, SummaryStore } from '../../ports/summary-store.ts'
import { summaryBlock } from '../context/offer-data.ts'
import { chooseMerge } from './choose-merge.ts'
import { chooseWindow, uncovered } from './choose-window.ts'
import { isAnswered, newestTurns, readRange, type ThreadReading } from './read-thread.ts'
import type { SummaryBudget } from './summary-budget.ts'
import { type SummaryWriting, sourcesOf, writeSummary } from './write-summary.ts'

/** What one thread is summarised with. */
export interface SummaryRun extends SummaryWriting, Omit<ThreadReading, 'store'> {
  readonly store: ThreadReading['store'] &
    Pick<SummaryStore, 'addSummary' | 'editSummary' | 'deleteSummary' | 'mergeSummaries'>
  readonly budget: SummaryBudget
  readonly clock: Pick<Clock, 'now'>
  readonly announce: (changes: readonly Change[]) => void
}

/** What a step did: `waits`: something of it has to wait for an answer that is still written. */
export type StepResult = 'added' | 'renewed' | 'removed' | 'merged' | 'waits' | 'nothing'

const told = ({ announce }: SummaryRun, { changes }: Commit<unknown>, result: StepResult): StepResult => {
  announce(changes)
  return result
}

/** Writes a stale one anew, of the messages that are there now; one that would stand for nothing goes. */
export const renewSummary = async (run: SummaryRun, stale: SummaryRecord): Promise<StepResult> => {
  const { store, threadId, budget, meter, clock } = run
  const { id, version, fromSeq, toSeq } = stale
  const messages = await readRange(run, stale, budget.room)
  if (messages.some(({ open }) => open)) return 'waits'
  // An edited question is asked again further on: it stays with its new answer.
  const last = messages.at(-1)
  const isAsked = last?.role === 'user' && last.seq <= toSeq && (await isAnswered(run, toSeq))
  const window = chooseWindow(fromSeq, isAsked ? messages.slice(0, -1) : messages, budget.room)
  if (window === null)
    return told(run, await store.deleteSummary({ id, userId: null, version, at: clock.now() }), 'removed')
  const text = await writeSummary(run, await sourcesOf(window.said, budget.room, meter), budget.one)
  const verb = { id, userId: null, text, version, window: { ...window, threadId }, at: clock.now() }
  return told(run, await store.editSummary(verb), 'renewed')
}

/** Stands for the oldest whole turns that nothing stands for, before the newest ones or, if a person said so, up to there. */
export const addNext = async (
  run: SummaryRun,
  summaries: readonly SummaryRecord[],
  toSeq: number | null,
): Promise<StepResult> => {
  const { store, threadId, budget, meter, ids, clock } = run
  const before = Math.max(await newestTurns(run, budget.keep), (toSeq ?? 0) + 1)
  let waits = false
  for (const range of uncovered(summaries, before)) {
    const messages = await readRange(run, range, budget.room)
    const window = chooseWindow(range.fromSeq, messages, budget.room)
    waits ||= window === null && messages.some(({ open }) => open)
    if (window === null) continue
    const text = await writeSummary(run, await sourcesOf(window.said, budget.room, meter), budget.one)
    const verb = { id: ids.make(), window: { ...window, threadId }, userId: null, text, at: clock.now() }
    return told(run, await store.addSummary(verb), 'added')
  }
  return waits ? 'waits' : 'nothing'
}

/** Makes the oldest ones into one, when all together take more than their share. */
export const mergeOldest = async (run: SummaryRun, summaries: readonly SummaryRecord[]): Promise<StepResult> => {
  const { store, threadId, budget, meter, ids, clock } = run
  const tokens = await meter.measure(summaries.map(summaryBlock))
  const measured = summaries.map((summary, n) => ({ summary, tokens: tokens[n] ?? 0 }))
  const chosen = chooseMerge(measured, budget).map(({ summary }) => summary)
  if (chosen.length === 0) return 'nothing'
  const sources = chosen.map(({ text }) => ({ label: 'Earlier part, summarised', text }))
  const text = await writeSummary(run, sources, budget.merged)
  const verb = { id: ids.make(), threadId, replaces: chosen, text, at: clock.now() }
  return told(run, await store.mergeSummaries(verb), 'merged')
}
