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

/** Holds what was stored against itself and against what the provider said (ST2). */
export const checkRows = (records: readonly HistoryRecord[]): Violation[] => [...counters(records), ...sources(records)]
