import type { HistoryRecord } from './history-record.ts'
import { type Change, plus } from './planted-violations.ts'
import { got, sampleRows } from './sample-history.ts'
import { sampleFeedEvent } from './sample-talk.ts'
import type { ViolationKind } from './violation.ts'

type Planted = readonly (readonly [string, ViolationKind, Change])[]

const { call } = sampleRows
const isFeedEvent = (record: HistoryRecord): boolean =>
  record.kind === 'received' && record.frame.type === 'event' && record.frame.feed === true

/** What the other answer of the thread, which asked nobody, would hide from one who only counts. */
export const plantedBills: Planted = [
  ['an answer that was billed twice', 'double-billing', plus({ kind: 'call', at: 9, row: { ...call, id: 'g:2' } })],
  ['an answer that was billed as another', 'never-billed', billedAs('g2')],
  ['a bill of an answer that never began', 'double-billing', billedAs('g2')],
  ['a bill of an answer that is not there', 'double-billing', billedAs('g3')],
  ['an answer that was asked twice', 'asked-twice', plus({ kind: 'asked', at: 5, thread: 't', text: 'Another word.' })],
]

/** What is wrong with the feed alone. */
export const plantedFeeds: Planted = [
  ['a change that was never told', 'loss', records => records.filter(record => !isFeedEvent(record))],
  [
    'a change that was passed over',
    'loss',
    records => records.map(record => (isFeedEvent(record) ? got(sampleFeedEvent(3), 'c2') : record)),
  ],
  [
    'a change that came twice',
    'repeat',
    records => records.flatMap(record => (isFeedEvent(record) ? [record, record] : [record])),
  ],
]

function billedAs(generationId: string): Change {
  return records =>
    records.map(record =>
      record.kind === 'call' ? { ...record, row: { ...record.row, id: `${generationId}:1`, generationId } } : record,
    )
}
