import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { HistoryRecord } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation } from './violation.ts'

/** Counters of a thread are what its rows add up to (ST2). */
const counters = (records: readonly HistoryRecord[]): Violation[] => {
  const messages = recordsOf(records, 'message').map(({ row }) => row)
  const generations = recordsOf(records, 'generation').map(({ row }) => row)
  const events = recordsOf(records, 'event').map(({ row }) => row)
  return recordsOf(records, 'thread').flatMap(({ row }): Violation[] => {
    const drift = (detail: string): Violation => ({ kind: 'counter-drift', about: row.id, detail, record: null })
    if (row.deletedAt !== null) return []
    const counted = messages.filter(
      ({ threadId, deletedAt, supersededBy }) => threadId === row.id && deletedAt === null && supersededBy === null,
    ).length
    const tokens = generations.filter(({ threadId }) => threadId === row.id).reduce((sum, one) => sum + one.tokens, 0)
    const newest = Math.max(0, ...events.filter(({ threadId }) => threadId === row.id).map(({ seq }) => seq))
    return [
      ...(counted === row.messageCount ? [] : [drift(`counts ${row.messageCount} messages of ${counted}`)]),
      ...(tokens === row.totalTokens ? [] : [drift(`counts ${row.totalTokens} tokens of ${tokens}`)]),
      ...(newest <= row.seq ? [] : [drift(`stands at ${row.seq}, and has an event ${newest}`)]),
    ]
  })
}

/** Each call of the provider is asked once and billed once (RT5, AI7). */
const billing = (records: readonly HistoryRecord[]): Violation[] => {
  const violations: Violation[] = []
  const calls = recordsOf(records, 'call').map(({ row }) => row)
  const add = (kind: 'double-billing' | 'asked-twice', about: string, detail: string): void => {
    violations.push({ kind, about, detail, record: null })
  }
  for (const [id, same] of Map.groupBy(calls, ({ id }) => id))
    if (same.length > 1) add('double-billing', id, `${same.length} rows of one call`)
  const answers = calls.filter(({ purpose }) => purpose === 'answer')
  const asked = Map.groupBy(recordsOf(records, 'asked'), ({ thread }) => thread)
  const billed = Map.groupBy(answers, ({ threadId }) => threadId)
  const runs = Map.groupBy(recordsOf(records, 'generation'), ({ row }) => row.threadId)
  for (const [thread, rows] of runs) {
    const times = asked.get(thread)?.length ?? 0
    const bills = billed.get(thread)?.length ?? 0
    // An owner that was killed before its call went out is billed for what may have been (AI7), but never twice.
    if (bills > rows.length) add('double-billing', thread, `${rows.length} answers, ${bills} bills`)
    if (times > rows.length) add('asked-twice', thread, `${rows.length} answers, asked ${times} times`)
  }
  return violations
}

/** Stored answers are what the provider said, from its beginning. */
const sources = (records: readonly HistoryRecord[]): Violation[] => {
  const said = Map.groupBy(recordsOf(records, 'asked'), ({ thread }) => thread)
  if (said.size === 0) return []
  return recordsOf(records, 'generation').flatMap(({ row }): Violation[] => {
    const text = row.texts.join('')
    if (text === '' || isOpenGeneration(row.state)) return []
    const whole = said.get(row.threadId)?.filter(one => one.text.startsWith(text)) ?? []
    if (whole.length === 0)
      return [{ kind: 'fork', about: row.id, detail: `${text.length} that nobody said`, record: null }]
    if (row.state === 'done' && !whole.some(one => one.text === text))
      return [
        { kind: 'loss', about: row.id, detail: `done with ${text.length} of ${whole[0]?.text.length}`, record: null },
      ]
    return []
  })
}

/** Holds what was stored against itself and against what the provider was asked (ST2, AI7). */
export const checkRows = (records: readonly HistoryRecord[]): Violation[] => [
  ...counters(records),
  ...billing(records),
  ...sources(records),
]
