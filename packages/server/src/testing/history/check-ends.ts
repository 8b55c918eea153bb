import type { Message } from '@chat-view/protocol'
import { hashText, isOpenGeneration } from '@chat-view/protocol/codes'
import { textOfParts } from '../../domain/text-of-parts.ts'
import { resultsOf } from './commands-of.ts'
import type { GenerationFact, HistoryRecord } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation } from './violation.ts'

/** Each closed generation has one terminal event, and nothing is open for ever (RT1, RT5). */
const terminalEvents = (records: readonly HistoryRecord[]): Violation[] => {
  const stored = Map.groupBy(
    recordsOf(records, 'event').filter(({ row }) => row.type === 'answer.ended'),
    ({ row }) => row.generationId,
  )
  const gone = new Set(recordsOf(records, 'thread').flatMap(({ row }) => (row.deletedAt === null ? [] : [row.id])))
  return recordsOf(records, 'generation').flatMap(({ row }): Violation[] => {
    const count = stored.get(row.id)?.length ?? 0
    if (isOpenGeneration(row.state))
      return [{ kind: 'stuck', about: row.id, detail: `its row is ${row.state}`, record: null }]
    if (count > 1) return [{ kind: 'two-ends', about: row.id, detail: `${count} terminal events`, record: null }]
    if (count === 0 && !gone.has(row.threadId))
      return [{ kind: 'no-end', about: row.id, detail: `${row.state} without a terminal event`, record: null }]
    return []
  })
}

/** What clients heard of ends: one place in the order for each, and a text that is what it says. */
const toldEnds = (records: readonly HistoryRecord[]): Violation[] => {
  const violations: Violation[] = []
  const places = new Map<string, number>()
  const look = (record: number, event: unknown): void => {
    const { type, seq, generation, message } = event as {
      type?: string
      seq: number
      generation: string
      message: Message
    }
    if (type !== 'answer.ended') return
    const known = places.get(generation) ?? seq
    if (known !== seq)
      violations.push({ kind: 'two-ends', about: generation, detail: `told at ${known} and ${seq}`, record })
    places.set(generation, seq)
    const { generation: run, parts } = message
    if (run?.id !== generation || !run.end) return
    const text = textOfParts(parts)
    if (run.end.length !== text.length || run.end.hash !== hashText(text))
      violations.push({
        kind: 'wrong-end',
        about: generation,
        detail: `says ${run.end.length} of ${text.length}`,
        record,
      })
  }
  for (const [at, record] of records.entries()) {
    if (record.kind !== 'received') continue
    if (record.frame.type === 'event') look(at, record.frame.event)
    else if (record.frame.type === 'subscribed') for (const event of record.frame.events) look(at, event)
  }
  return violations
}

/** Rows say of their text what it is; of several runs that filled one version the last one does. */
const storedEnds = (records: readonly HistoryRecord[]): Violation[] => {
  const deleted = new Set(recordsOf(records, 'message').flatMap(({ row }) => (row.deletedAt === null ? [] : [row.id])))
  const runs = Map.groupBy(
    recordsOf(records, 'generation').map(({ row }) => row),
    ({ messageId, version }) => `${messageId} ${version}`,
  )
  return [...runs.values()].flatMap((filled): Violation[] => {
    const last = filled.toSorted((a, b) => a.createdAt - b.createdAt).at(-1)
    if (!last || last.length === null || deleted.has(last.messageId)) return []
    const text = last.texts.join('')
    if (last.length === text.length && last.hash === hashText(text)) return []
    return [{ kind: 'wrong-end', about: last.id, detail: `row says ${last.length} of ${text.length}`, record: null }]
  })
}

/** A stop that was acknowledged ends as stopped, unless it was told that the answer had ended before (RT1). */
const stops = (records: readonly HistoryRecord[]): Violation[] => {
  const rows = new Map(recordsOf(records, 'generation').map(({ row }) => [row.id, row] as const))
  return resultsOf(records, 'stop').flatMap(({ id, args, result, record }): Violation[] => {
    const named = (args as { generation: string }).generation
    const { generation } = (result as { message: Message }).message
    const row: GenerationFact | undefined = rows.get(named)
    if (!row || generation?.id !== named || isOpenGeneration(row.state)) return []
    const told = isOpenGeneration(generation.state) ? 'stopped' : generation.state
    if (row.state === told || (told === 'stopped' && row.state === 'blocked')) return []
    return [
      { kind: 'stop-ignored', about: named, detail: `${id} was told ${generation.state}, it is ${row.state}`, record },
    ]
  })
}

/** Holds how answers ended against RT1, RT2 and RT5. */
export const checkEnds = (records: readonly HistoryRecord[]): Violation[] => [
  ...terminalEvents(records),
  ...toldEnds(records),
  ...storedEnds(records),
  ...stops(records),
]
