import type { ServerFrame } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import type { HistoryRecord } from './history-record.ts'
import { got, sampleEvent, sampleMessage, sampleRecords, sampleRows, sampleShown, sent } from './sample-history.ts'

const question = 'And?'

const asked = sampleMessage('q2', { seq: 3, parts: [{ kind: 'text', text: question }], generation: null })
const stopped = sampleMessage('a2', {
  ...{ seq: 4, parts: [] },
  generation: { id: 'g2', state: 'stopped', end: { length: 0, hash: hashText('') } } as never,
})

/** The user's feed tells of the thread. */
export const sampleFeedEvent = (seq: number): ServerFrame =>
  ({
    type: 'event',
    feed: true,
    event: { seq, at: seq, type: 'thread.changed', thread: { id: 't' } },
  }) as unknown as ServerFrame

const onFeed = (frame: object): HistoryRecord => got(frame as ServerFrame, 'c2')

/** The sample, whose reader follows the feed as well, and asks again: that answer is stopped before its turn comes. */
export const talkRecords = (): HistoryRecord[] => {
  const first = sampleRecords()
  const end = first.findIndex(({ kind }) => kind === 'shown')
  const { thread, question: q, answer, generation, events } = sampleRows
  return [
    ...first.slice(0, end),
    onFeed({ type: 'welcome', user: { id: 'ada' } }),
    sent({ type: 'subscribe', id: 'f', feed: true }, 'c2'),
    onFeed({ type: 'subscribed', id: 'f', feed: true, seq: 1, mode: 'reload', events: [], state: null }),
    sent({ type: 'command', id: 'more', name: 'sendMessage', arguments: { thread: 't', text: question } }, 'c2'),
    got({ type: 'result', id: 'more', result: { message: asked, answer: stopped } }, 'c2'),
    got(sampleEvent(5, 'message.created', { message: asked }), 'c2'),
    got(sampleEvent(6, 'answer.ended', { message: stopped, generation: 'g2' }), 'c2'),
    onFeed(sampleFeedEvent(2)),
    ...first.slice(end).map((record): HistoryRecord => {
      if (record.kind === 'thread') return { ...record, row: { ...thread, seq: 6, messageCount: 4 } }
      if (record.kind !== 'shown') return record
      const more = [
        { id: 'q2', text: question, deleted: false, state: null },
        { id: 'a2', text: '', deleted: false, state: 'stopped' as const },
      ]
      return { ...record, messages: [...sampleShown, ...more] }
    }),
    { kind: 'message', at: 9, row: { ...q, id: 'q2', seq: 3, commandId: 'more', text: question } },
    { kind: 'message', at: 9, row: { ...answer, id: 'a2', seq: 4, text: '', generationId: 'g2' } },
    {
      kind: 'generation',
      at: 9,
      row: {
        ...{ ...generation, id: 'g2', messageId: 'a2', state: 'stopped', createdAt: 2, startedAt: null },
        ...{ length: 0, hash: hashText(''), tokens: 0, texts: [''] },
      },
    },
    { kind: 'event', at: 9, row: { ...events[1], seq: 5, messageId: 'q2' } },
    { kind: 'event', at: 9, row: { ...events[3], seq: 6, messageId: 'a2', generationId: 'g2' } },
    { kind: 'feed', at: 9, row: { userId: 'ada', seq: 2, threadId: 't' } },
  ]
}
