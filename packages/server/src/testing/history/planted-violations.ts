import type { HistoryRecord, RecordOf } from './history-record.ts'
import {
  got,
  sampleDelta,
  sampleEvent,
  sampleMessage,
  sampleRows,
  sampleShown,
  sampleSnapshot,
  sampleSubscribed,
  sampleText,
  sent,
} from './sample-history.ts'
import type { ViolationKind } from './violation.ts'

/** How a history is made wrong. */
export type Change = (records: HistoryRecord[]) => HistoryRecord[]

/** The place of the first frame that a client got, of that type. */
const gotAt = (records: readonly HistoryRecord[], type: string, nth = 0): number =>
  records.flatMap((record, at) => (record.kind === 'received' && record.frame.type === type ? [at] : []))[nth] ?? -1

const without =
  (type: string, nth = 0): Change =>
  records =>
    records.toSpliced(gotAt(records, type, nth), 1)
export const before =
  (type: string, nth: number, ...more: HistoryRecord[]): Change =>
  records =>
    records.toSpliced(gotAt(records, type, nth), 0, ...more)
const after =
  (type: string, nth: number, ...more: HistoryRecord[]): Change =>
  records =>
    records.toSpliced(gotAt(records, type, nth) + 1, 0, ...more)
const swapped =
  (type: string, nth: number, other: HistoryRecord): Change =>
  records =>
    records.with(gotAt(records, type, nth), other)
export const plus =
  (...more: HistoryRecord[]): Change =>
  records => [...records, ...more]

/** Another row in place of the stored one of that kind. */
export const stored =
  <K extends 'thread' | 'message' | 'generation'>(kind: K, about: Partial<RecordOf<K>['row']>, id?: string): Change =>
  records =>
    records.map(record =>
      record.kind === kind && (id === undefined || record.row.id === id)
        ? ({ ...record, row: { ...record.row, ...about } } as HistoryRecord)
        : record,
    )
export const shown =
  (messages: RecordOf<'shown'>['messages']): Change =>
  records =>
    records.map(record => (record.kind === 'shown' ? { ...record, messages } : record))

const [question, answer] = sampleShown as [(typeof sampleShown)[number], (typeof sampleShown)[number]]
export const stop = sent(
  { type: 'command', id: 'stop', name: 'stop', arguments: { message: 'a', generation: 'g' } },
  'c2',
)
const running = sampleMessage('a', { generation: { id: 'g', state: 'streaming', end: null } as never })
export const stopped = got({ type: 'result', id: 'stop', result: { message: running } }, 'c2')
const ask = { name: 'createThread', arguments: { message: { text: 'Why?' } } }
const ended = (seq: number, text = sampleText) =>
  sampleEvent(seq, 'answer.ended', {
    message: sampleMessage('a', { parts: [{ kind: 'text', text }] }),
    generation: 'g',
  })
const gone = sampleMessage('q', { deletedAt: 5 })

/** One of each kind of thing that must never be, planted into the sample: what it is, as what it is found, how it is planted. */
export const plantedViolations: readonly (readonly [string, ViolationKind, Change])[] = [
  ['a piece that never came', 'hole', swapped('delta', 1, got(sampleDelta(10, sampleText.slice(10)), 'c2'))],
  ['text without a beginning', 'hole', without('snapshot')],
  ['a piece that came twice', 'repeat', after('delta', 0, got(sampleDelta(0, sampleText.slice(0, 8))))],
  [
    'a piece that goes back behind a resume',
    'repeat',
    swapped('delta', 1, got(sampleDelta(4, sampleText.slice(4)), 'c2')),
  ],
  ['a second snapshot of what is read', 'repeat', after('delta', 0, got(sampleSnapshot(sampleText.slice(0, 8))))],
  ['two texts at one place', 'fork', swapped('delta', 1, got(sampleDelta(4, 'of nothing'), 'c2'))],
  ['two texts for two clients', 'fork', plus(got(sampleSnapshot('Becausf'), 'c9', 'bob'))],
  ['text that was shown and is not stored', 'taken-back', stored('generation', { texts: [sampleText.slice(0, 4)] })],
  ['a piece after the end', 'resurrection', after('event', 1, got(sampleDelta(17, '!'), 'c2'))],
  [
    'a snapshot of what has ended, on the next connection',
    'resurrection',
    after('event', 1, got(sampleSnapshot(sampleText), 'c3')),
  ],
  [
    'a deleted message that comes back',
    'resurrection',
    after(
      'event',
      1,
      got(sampleEvent(5, 'message.updated', { message: gone }), 'c2'),
      got(sampleEvent(6, 'message.updated', { message: sampleMessage('q') }), 'c2'),
    ),
  ],
  ['a deleted message that is still shown', 'resurrection', stored('message', { deletedAt: 5 }, 'q')],
  [
    'a change that came twice',
    'repeat',
    after('event', 0, got(sampleEvent(3, 'answer.started', { message: sampleMessage('a'), generation: 'g' }))),
  ],
  [
    'a change that came late',
    'reorder',
    after('event', 1, got(sampleEvent(3, 'answer.started', { message: sampleMessage('a'), generation: 'g' }), 'c2')),
  ],
  ['a change that was never told', 'loss', without('event', 1)],
  [
    'a change that was passed over',
    'loss',
    swapped('event', 0, got(sampleEvent(4, 'message.updated', { message: sampleMessage('q') }))),
  ],
  ['a change before its subscription', 'reorder', before('subscribed', 0, got(sampleEvent(1, 'thread.updated', {})))],
  [
    'one place of the order that is two changes',
    'fork',
    plus(
      sent({ type: 'subscribe', id: 's9', thread: 't', afterSeq: 3 }, 'c9', 'bob'),
      got(sampleSubscribed('s9', { seq: 3 }), 'c9', 'bob'),
      got(sampleEvent(4, 'message.updated', { message: sampleMessage('q') }), 'c9', 'bob'),
    ),
  ],
  [
    'a subscription that is set back',
    'seq-backwards',
    swapped('subscribed', 1, got(sampleSubscribed('s2', { seq: 2 }), 'c2')),
  ],
  [
    'a fresh page that is older than what was had',
    'seq-backwards',
    plus(
      sent({ type: 'subscribe', id: 's9', thread: 't' }, 'c3'),
      got(sampleSubscribed('s9', { seq: 2, mode: 'reload' }), 'c3'),
    ),
  ],
  [
    'two terminal events in the store',
    'two-ends',
    plus({ kind: 'event', at: 9, row: { ...sampleRows.events[3], seq: 5 } }),
  ],
  ['two terminal events told', 'two-ends', after('event', 1, got(ended(5), 'c2'))],
  [
    'an end without an event',
    'no-end',
    records => records.filter(record => record.kind !== 'event' || record.row.type !== 'answer.ended'),
  ],
  ['an event that says another length', 'wrong-end', swapped('event', 1, got(ended(4, sampleText.slice(1)), 'c2'))],
  ['a row that says another hash', 'wrong-end', stored('generation', { hash: 'x' })],
  ['a row that stays open', 'stuck', stored('generation', { state: 'streaming' })],
  ['a client that shows an answer running', 'stuck', shown([question, { ...answer, state: 'running' }])],
  ['a message that was never confirmed', 'stuck', shown([question, answer, { ...question, id: null }])],
  ['a stop that was acknowledged and did not stop', 'stop-ignored', before('event', 1, stop, stopped)],
  [
    'a message that was acknowledged and is not there',
    'lost-command',
    records => records.filter(record => record.kind !== 'message' || record.row.id !== 'q'),
  ],
  [
    'a deletion that was acknowledged and did nothing',
    'lost-command',
    plus(
      sent({ type: 'command', id: 'd', name: 'deleteMessage', arguments: { message: 'q' } }),
      got({ type: 'result', id: 'd', result: { message: gone } }),
    ),
  ],
  [
    'an edit that was acknowledged and is lost',
    'lost-command',
    plus(
      sent({ type: 'command', id: 'e', name: 'editMessage', arguments: { message: 'q', text: 'How?' } }),
      got({ type: 'result', id: 'e', result: { message: sampleMessage('q'), answer: null } }),
    ),
  ],
  [
    'a command that wrote two messages',
    'command-twice',
    plus({ kind: 'message', at: 9, row: { ...sampleRows.question, id: 'q2', seq: 3 } }),
  ],
  [
    'a command that was answered in two ways',
    'command-twice',
    plus(
      sent({ type: 'command', id: 'ask', ...ask }, 'c3'),
      got({ type: 'result', id: 'ask', result: { message: sampleMessage('q2'), answer: null } }, 'c3'),
    ),
  ],
  [
    'more answers than were asked for',
    'command-twice',
    plus({ kind: 'generation', at: 9, row: { ...sampleRows.generation, id: 'g2' } }),
  ],
  ['a count of messages that drifted', 'counter-drift', stored('thread', { messageCount: 3 })],
  ['a count of tokens that drifted', 'counter-drift', stored('thread', { totalTokens: 20 })],
  ['an event beyond the thread’s own order', 'counter-drift', stored('thread', { seq: 3 })],
  ['one call that was billed twice', 'double-billing', plus({ kind: 'call', at: 9, row: sampleRows.call })],
  [
    'one answer that was billed twice',
    'double-billing',
    plus({ kind: 'call', at: 9, row: { ...sampleRows.call, id: 'g:2' } }),
  ],
  ['one answer that was asked twice', 'asked-twice', plus({ kind: 'asked', at: 5, thread: 't', text: sampleText })],
  [
    'a stored text that nobody said',
    'fork',
    records => records.map(record => (record.kind === 'asked' ? { ...record, text: 'Other' } : record)),
  ],
  [
    'an answer that counts as done and is cut',
    'loss',
    records => records.map(record => (record.kind === 'asked' ? { ...record, text: `${sampleText} Truly.` } : record)),
  ],
  ['a message that is not shown', 'loss', shown([question])],
  ['a text that is shown without its end', 'loss', shown([question, { ...answer, text: sampleText.slice(0, 5) }])],
  [
    'a text that is shown with more than its end',
    'repeat',
    shown([question, { ...answer, text: sampleText + sampleText }]),
  ],
  ['another text shown', 'fork', shown([question, { ...answer, text: 'Other' }])],
  ['another end shown', 'fork', shown([question, { ...answer, state: 'failed' }])],
  ['messages shown in another order', 'reorder', shown([answer, question])],
]
