import type { GenerationFact, HistoryRecord } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation } from './violation.ts'

/** What it ended with: its version of the message may hold more, where another run went on with it. */
const textOf = ({ texts, length }: GenerationFact): string => texts.join('').slice(0, length ?? undefined)

/**
 * It began, and holds more than runs before it left in its version. Whatever ended it wrote the bill with that text: its
 * owner, or who took it over (AI7.2), in one transaction. So no death of a node and no loss of Redis costs such a bill; what
 * they may cost is the text, and then nothing is said here.
 */
const hasSpoken = (run: GenerationFact, runs: ReadonlyMap<string, GenerationFact>): boolean => {
  const before = [...runs.values()]
    .filter(({ messageId, version }) => messageId === run.messageId && version === run.version)
    .filter(({ createdAt }) => createdAt < run.createdAt)
    .map(({ length }) => length ?? 0)
  return run.startedAt !== null && (run.length ?? 0) > Math.max(0, ...before)
}

/** One call an answer, and one row a call (AI7.1): in these histories an answer asks once, for it has no tools. */
const bills = (records: readonly HistoryRecord[]): Violation[] => {
  const calls = recordsOf(records, 'call').map(({ row }) => row)
  const billed = Map.groupBy(
    calls.filter(({ purpose }) => purpose === 'answer'),
    ({ generationId, threadId }) => generationId ?? `nothing in ${threadId}`,
  )
  const runs = new Map(recordsOf(records, 'generation').map(({ row }) => [row.id, row] as const))
  const twice = [...Map.groupBy(calls, ({ id }) => id)].flatMap(([about, { length }]): Violation[] =>
    length > 1 ? [{ kind: 'double-billing', about, detail: `${length} rows of one call`, record: null }] : [],
  )
  const wrong = [...billed].flatMap(([about, { length }]): Violation[] => {
    // An owner that was killed before its call went out is billed for what may have been (AI7), but never twice.
    if (length > 1) return [{ kind: 'double-billing', about, detail: `one answer, ${length} bills`, record: null }]
    if (runs.get(about)?.startedAt === null || !runs.has(about))
      return [{ kind: 'double-billing', about, detail: 'a bill of what never began', record: null }]
    return []
  })
  const missing = [...runs.values()].flatMap((run): Violation[] => {
    const { id: about, state } = run
    if (billed.has(about) || (state !== 'done' && !hasSpoken(run, runs))) return []
    return [
      { kind: 'never-billed', about, detail: `${state} with ${run.length} characters, and no bill`, record: null },
    ]
  })
  return [...twice, ...wrong, ...missing]
}

/**
 * Each answer that began asks once (RT14.2). What the provider was asked names no answer, but what it says is said once:
 * so each time must find an answer of its own that holds its beginning.
 */
const asks = (records: readonly HistoryRecord[]): Violation[] => {
  const asked = Map.groupBy(recordsOf(records, 'asked'), ({ thread }) => thread)
  const runs = Map.groupBy(
    recordsOf(records, 'generation').map(({ row }) => row),
    ({ threadId }) => threadId,
  )
  return [...runs].flatMap(([about, rows]): Violation[] => {
    const left = (asked.get(about) ?? []).map(({ text }) => text)
    const times = left.length
    const texts = rows.filter(({ startedAt }) => startedAt !== null).map(textOf)
    // The longest first: what it could have been asked as, shorter ones could have been too.
    for (const text of texts.toSorted((a, b) => b.length - a.length)) {
      const at = left.findIndex(one => one.startsWith(text))
      if (at >= 0) left.splice(at, 1)
    }
    if (left.length === 0) return []
    const detail = `asked ${times} times, ${left.length} of them for no answer of its ${texts.length} that began`
    return [{ kind: 'asked-twice', about, detail, record: null }]
  })
}

/** Each call of the provider is asked once and billed once (RT5, AI7), each answer for itself. */
export const checkBilling = (records: readonly HistoryRecord[]): Violation[] => [...bills(records), ...asks(records)]
