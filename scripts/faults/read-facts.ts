import type { MessagePart } from '@chat-view/protocol'
import type { Db } from 'mongodb'
import type { HistoryRecord } from '../../packages/server/src/testing/history/history-record.ts'

interface Row {
  readonly _id: string
  readonly [field: string]: unknown
}

const textOf = (part: MessagePart): string => ('text' in part ? part.text : '')
const textsOf = (parts: unknown): string[] => ((parts ?? []) as MessagePart[]).map(textOf)

/** Answers of these threads that are still open. */
export const openAnswers = (db: Db, threads: readonly string[]): Promise<number> =>
  db.collection('generations').countDocuments({ threadId: { $in: [...threads] }, endedAt: null })

/** An answer that is open, and who runs it. */
export interface RunningAnswer {
  readonly id: string
  readonly owner: string
}

/** Those of every thread: a node may run one of which no client was told yet. */
export const runningAnswers = async (db: Db): Promise<RunningAnswer[]> => {
  const rows = await db.collection<Row>('generations').find({ endedAt: null }).toArray()
  return rows.map(({ _id: id, owner }) => ({ id, owner: String(owner) }))
}

/** Everything that is stored of some threads, as records of a history. */
export const readFacts = async (db: Db, threads: readonly string[]): Promise<HistoryRecord[]> => {
  const of = { threadId: { $in: [...threads] } }
  const all = (name: string, filter: object): Promise<Row[]> =>
    db.collection<Row>(name).find(filter, { readConcern: 'majority' }).toArray() as Promise<Row[]>
  const [threadRows, messages, generations, events, feed, calls] = await Promise.all([
    all('threads', { _id: { $in: [...threads] } }),
    all('messages', of),
    all('generations', of),
    all('events', of),
    all('feed', of),
    all('calls', of),
  ])
  const answers = await all('answer_versions', { messageId: { $in: messages.map(({ _id }) => _id) } })
  const answerOf = (message: unknown, number: unknown): Row | undefined =>
    answers.find(row => row.messageId === message && row.number === number)
  const at = Date.now()
  const record = (kind: string, rows: readonly object[]): HistoryRecord[] =>
    rows.map(row => ({ kind, at, row }) as unknown as HistoryRecord)
  return [
    ...record(
      'thread',
      threadRows.map(({ _id: id, ...row }) => ({ id, ...row })),
    ),
    ...record(
      'message',
      messages.map(({ _id: id, ...row }) => {
        const shown = row.role === 'assistant' ? answerOf(id, row.shown) : undefined
        const text = textsOf(shown ? shown.parts : row.parts).join('')
        return {
          ...row,
          id,
          parts: undefined,
          text: row.deletedAt === null ? text : '',
          generationId: shown?.generationId ?? null,
        }
      }),
    ),
    ...record(
      'generation',
      generations.map(({ _id: id, contextRecord: _context, ...row }) => ({
        ...row,
        id,
        texts: textsOf(answerOf(row.messageId, row.version)?.parts),
      })),
    ),
    ...record('event', events),
    ...record('feed', feed),
    ...record(
      'call',
      calls.map(({ _id: id, ...row }) => ({ id, ...row })),
    ),
  ]
}
