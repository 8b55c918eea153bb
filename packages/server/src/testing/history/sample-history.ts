import type { ClientFrame, Message, ServerFrame } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import type {
  CallFact,
  EventFact,
  GenerationFact,
  HistoryRecord,
  MessageFact,
  ShownMessage,
  ThreadFact,
} from './history-record.ts'

/** What the sample's answer says. */
export const sampleText = 'Because it is so.'

const question = 'Why?'
const end = { reason: 'stop', length: sampleText.length, hash: hashText(sampleText), usage: null, at: 9 }

/** The sample's messages as frames carry them; only what a checker reads. */
export const sampleMessage = (id: string, about: Partial<Message> = {}): Message =>
  ({
    ...{ id, threadId: 't', seq: id === 'q' ? 1 : 2, version: 1, deletedAt: null },
    parts: [{ kind: 'text', text: id === 'q' ? question : sampleText }],
    generation: id === 'q' ? null : { id: 'g', state: 'done', end },
    ...about,
  }) as Message

const place = { thread: 't', message: 'a', generation: 'g' } as const

export const sampleDelta = (offset: number, text: string): ServerFrame => ({
  type: 'delta',
  ...place,
  part: 0,
  offset,
  text,
})

export const sampleSnapshot = (text: string): ServerFrame => ({
  type: 'snapshot',
  ...place,
  parts: [{ kind: 'text', text }],
  status: 'streaming',
})

export const sampleEvent = (seq: number, type: string, about: object): ServerFrame =>
  ({ type: 'event', thread: 't', event: { seq, at: seq, actorId: null, type, ...about } }) as unknown as ServerFrame

export const sampleSubscribed = (id: string, about: object = {}): ServerFrame =>
  ({
    ...{ type: 'subscribed', id, thread: 't', seq: 2, mode: 'resumed', events: [], state: null },
    ...about,
  }) as ServerFrame

export const sent = (frame: object, connection = 'c1', client = 'ada'): HistoryRecord => ({
  ...{ kind: 'sent', at: 0, client, connection },
  frame: frame as ClientFrame,
})

export const got = (frame: ServerFrame, connection = 'c1', client = 'ada'): HistoryRecord => ({
  ...{ kind: 'received', at: 0, client, connection },
  frame,
})

/** What is stored when the sample is over. */
export const sampleRows = {
  thread: { id: 't', seq: 4, messageCount: 2, totalTokens: 10, deletedAt: null },
  question: {
    ...{ id: 'q', threadId: 't', seq: 1, role: 'user', authorId: 'ada', commandId: 'ask', text: question },
    ...{ deletedAt: null, supersededBy: null, generationId: null },
  },
  answer: {
    ...{ id: 'a', threadId: 't', seq: 2, role: 'assistant', authorId: null, commandId: null, text: sampleText },
    ...{ deletedAt: null, supersededBy: null, generationId: 'g' },
  },
  generation: {
    ...{ id: 'g', messageId: 'a', threadId: 't', version: 1, state: 'done', term: 1, stopRequested: false },
    ...{
      createdAt: 1,
      startedAt: 1,
      length: sampleText.length,
      hash: hashText(sampleText),
      tokens: 10,
      texts: [sampleText],
    },
  },
  events: [
    { threadId: 't', seq: 1, type: 'thread.created', messageId: null, generationId: null },
    { threadId: 't', seq: 2, type: 'message.created', messageId: 'q', generationId: null },
    { threadId: 't', seq: 3, type: 'answer.started', messageId: 'a', generationId: 'g' },
    { threadId: 't', seq: 4, type: 'answer.ended', messageId: 'a', generationId: 'g' },
  ],
  call: { id: 'g:1', threadId: 't', generationId: 'g', purpose: 'answer' },
} as const satisfies {
  readonly thread: ThreadFact
  readonly question: MessageFact
  readonly answer: MessageFact
  readonly generation: GenerationFact
  readonly events: readonly EventFact[]
  readonly call: CallFact
}

export const sampleShown: readonly ShownMessage[] = [
  { id: 'q', text: question, deleted: false, state: null },
  { id: 'a', text: sampleText, deleted: false, state: 'done' },
]

/** A question that was asked, answered in two pieces, dropped in between, and shown to its end. */
export const sampleRecords = (): HistoryRecord[] => {
  const { thread, question: q, answer, generation, events, call } = sampleRows
  return [
    { kind: 'connected', at: 0, client: 'ada', connection: 'c1' },
    sent({ type: 'command', id: 'ask', name: 'createThread', arguments: { message: { text: question } } }),
    { kind: 'asked', at: 1, thread: 't', text: sampleText },
    got({ type: 'result', id: 'ask', result: { message: sampleMessage('q'), answer: sampleMessage('a') } }),
    sent({ type: 'subscribe', id: 's1', thread: 't', afterSeq: 2 }),
    got(sampleSubscribed('s1')),
    got(sampleEvent(3, 'answer.started', { message: sampleMessage('a'), generation: 'g' })),
    got(sampleSnapshot('')),
    got(sampleDelta(0, sampleText.slice(0, 8))),
    { kind: 'disconnected', at: 2, client: 'ada', connection: 'c1' },
    sent(
      {
        type: 'subscribe',
        id: 's2',
        thread: 't',
        afterSeq: 3,
        live: [{ message: 'a', generation: 'g', part: 0, offset: 8 }],
      },
      'c2',
    ),
    got(sampleSubscribed('s2', { seq: 3 }), 'c2'),
    got(sampleDelta(8, sampleText.slice(8)), 'c2'),
    got(sampleEvent(4, 'answer.ended', { message: sampleMessage('a'), generation: 'g' }), 'c2'),
    { kind: 'shown', at: 9, client: 'ada', thread: 't', messages: sampleShown },
    { kind: 'thread', at: 9, row: thread },
    { kind: 'message', at: 9, row: q },
    { kind: 'message', at: 9, row: answer },
    { kind: 'generation', at: 9, row: generation },
    ...events.map((row): HistoryRecord => ({ kind: 'event', at: 9, row })),
    { kind: 'call', at: 9, row: call },
  ]
}
