import type { HistoryRecord, MessageFact, RecordOf } from './history-record.ts'
import { recordsOf } from './history-record.ts'
import type { Violation, ViolationKind } from './violation.ts'

const one = (
  { client, thread, messages }: RecordOf<'shown'>,
  record: number,
  rows: readonly MessageFact[],
  states: ReadonlyMap<string, string>,
): Violation[] => {
  const violations: Violation[] = []
  const add = (kind: ViolationKind, about: string, detail: string): void => {
    violations.push({ kind, about, detail: `${client} ${detail}`, record })
  }
  const stored = new Map(rows.map(row => [row.id, row] as const))
  const shown = new Set(messages.map(({ id }) => id))
  for (const { id } of rows) if (!shown.has(id)) add('loss', id, 'does not show it')
  const places: number[] = []
  for (const { id, text, deleted, state } of messages) {
    if (id === null) add('stuck', thread, 'shows a message that was never confirmed')
    const row = id === null ? undefined : stored.get(id)
    if (!row || id === null) {
      if (id !== null) add('fork', id, 'shows what is not there')
      continue
    }
    places.push(row.seq)
    if (row.deletedAt !== null && !deleted) add('resurrection', id, 'shows what was deleted')
    else if (row.deletedAt === null && deleted) add('loss', id, 'shows as deleted what is there')
    if (state === 'running') add('stuck', id, 'shows it running')
    else if (row.generationId !== null && states.get(row.generationId) !== state)
      add('fork', id, `shows it ${state}, it is ${states.get(row.generationId)}`)
    if (row.deletedAt !== null || text === row.text) continue
    const kind = row.text.startsWith(text) ? 'loss' : text.startsWith(row.text) ? 'repeat' : 'fork'
    add(kind, id, `shows ${text.length} of ${row.text.length}`)
  }
  if (places.some((place, at) => place <= (places[at - 1] ?? 0))) add('reorder', thread, 'shows messages out of order')
  return violations
}

/** In the end every client shows what is stored, all of it, in its order (RT3, RT4). */
export const checkShown = (records: readonly HistoryRecord[]): Violation[] => {
  const states = new Map(recordsOf(records, 'generation').map(({ row }) => [row.id, row.state as string] as const))
  const current = recordsOf(records, 'message').flatMap(({ row }) => (row.supersededBy === null ? [row] : []))
  const rows = Map.groupBy(current, ({ threadId }) => threadId)
  return records.flatMap((record, at) =>
    record.kind === 'shown' ? one(record, at, rows.get(record.thread) ?? [], states) : [],
  )
}
