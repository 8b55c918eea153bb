import type { GenerationFact, HistoryRecord } from './history-record.ts'
import { type Change, plus, stored } from './planted-violations.ts'
import { got, sampleRows, sampleText } from './sample-history.ts'
import { sampleFeedEvent } from './sample-talk.ts'
import type { ViolationKind } from './violation.ts'

type Planted = readonly (readonly [string, ViolationKind, Change])[]

const { call, generation } = sampleRows
const flushed = { kind: 'fault', at: 5, what: 'flushed', mayCostText: ['g'] } as const
const isFeedEvent = (record: HistoryRecord): boolean =>
  record.kind === 'received' && record.frame.type === 'event' && record.frame.feed === true

/** What the other answer of the thread, which asked nobody, would hide from one who only counts. */
export const plantedBills: Planted = [
  ['an answer that was billed twice', 'double-billing', plus({ kind: 'call', at: 9, row: { ...call, id: 'g:2' } })],
  ['an answer that was billed as another', 'never-billed', billedAs('g2')],
  ['a bill of an answer that never began', 'double-billing', billedAs('g2')],
  ['a bill of an answer that is not there', 'double-billing', billedAs('g3')],
  ...(['interrupted', 'stopped', 'failed', 'blocked'] as const).map(
    state => [`an answer that spoke, was ${state} and never billed`, 'never-billed', unbilled({ state })] as const,
  ),
  [
    // Whoever ends it bills it with its end: what Redis lost is text, never a bill.
    'an answer that was cut by a loss of Redis, spoke before and was never billed',
    'never-billed',
    records => plus(flushed)(unbilled({ state: 'interrupted', length: 4, texts: [sampleText.slice(0, 4)] })(records)),
  ],
  ['an answer that went on with another and was never billed', 'never-billed', goneOn(sampleText.length + 4)],
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

/** The answer that spoke ended in another way, and nobody has a bill of it. */
export function unbilled(about: Partial<GenerationFact>): Change {
  return records => stored('generation', about, 'g')(records.filter(({ kind }) => kind !== 'call'))
}

/** Another run went on with what the first one wrote, until there was so much of it. */
export function goneOn(length: number): Change {
  return plus({ kind: 'generation', at: 9, row: { ...generation, id: 'g3', state: 'stopped', createdAt: 3, length } })
}
