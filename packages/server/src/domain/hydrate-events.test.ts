import { threadEvent } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import type { StoredEvent } from '../ports/event-store.ts'
import type { MessageRecord } from '../ports/message-store.ts'
import type { SummaryRecord } from '../ports/summary-store.ts'
import type { ThreadRecord } from '../ports/thread-store.ts'
import { hydrateEvents } from './hydrate-events.ts'

const id = (number: number): string => `01920000-0000-7000-8000-${String(number).padStart(12, '0')}`
const threadId = id(1)

const thread: ThreadRecord = {
  id: threadId,
  version: 3,
  seq: 9,
  title: 'As it is now',
  archivedAt: null,
  createdAt: 1,
  lastActivityAt: 2,
  messageCount: 2,
  totalTokens: 0,
  projectId: id(90),
  ownerId: id(91),
  deletedAt: null,
  purgedSeq: 0,
}

const message: MessageRecord = {
  id: id(2),
  threadId,
  seq: 2,
  version: 4,
  role: 'assistant',
  authorId: null,
  authorName: null,
  commandId: null,
  parts: [{ kind: 'text', text: 'As it is now' }],
  generation: null,
  versions: { shown: 1, count: 1 },
  edits: 0,
  editedAt: null,
  deletedAt: null,
  supersededBy: null,
  createdAt: 1,
  feedback: { rating: 'up', reason: 'mine alone' },
  projectId: id(90),
}

const event = (seq: number, type: StoredEvent['type'], rest: Partial<StoredEvent> = {}): StoredEvent => ({
  threadId,
  seq,
  type,
  at: 5,
  actorId: null,
  messageId: null,
  generationId: null,
  messageIds: [],
  summaryId: null,
  ...rest,
})

const summary: SummaryRecord = {
  id: id(8),
  threadId,
  version: 2,
  fromSeq: 1,
  toSeq: 3,
  messages: 2,
  text: 'What was said',
  state: 'current',
  authorId: null,
  createdAt: 1,
  updatedAt: 4,
  projectId: id(90),
}

const asked: string[][] = []
const store = {
  getThread: async (wanted: string) => (wanted === threadId ? thread : null),
  getMessages: async (ids: readonly string[]) => {
    asked.push([...ids])
    return ids.includes(message.id) ? [message] : []
  },
  listSummaries: async () => [summary],
}

it('RT3 every kind of change is sent as the contract has it, with the resource as it is now', async () => {
  const events = await hydrateEvents(store, threadId, [
    event(1, 'thread.created'),
    event(2, 'thread.updated'),
    event(3, 'message.created', { messageId: message.id }),
    event(4, 'message.updated', { messageId: message.id }),
    event(5, 'messages.superseded', { messageId: id(3), messageIds: [id(4), id(5)] }),
    event(6, 'answer.started', { messageId: message.id, generationId: id(6) }),
    event(7, 'answer.ended', { messageId: message.id, generationId: id(6) }),
    event(8, 'participants.changed'),
    event(9, 'thread.deleted'),
    event(10, 'summary.changed', { summaryId: summary.id }),
    event(11, 'summary.deleted', { summaryId: id(9) }),
  ])
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  for (const hydrated of events) expect(threadEvent.parse(hydrated)).toEqual(hydrated)
  expect(events[0]).toMatchObject({ thread: { title: 'As it is now', version: 3 } })
  expect(events[2]).toMatchObject({ message: { version: 4 } })
  expect(events[9]).toMatchObject({ summary: { version: 2, text: 'What was said' } })
  expect(events[10]).toMatchObject({ summaryId: id(9) })
  expect(events[4]).toMatchObject({ messages: [id(4), id(5)], by: id(3) })
})

it('CV9 what is sent to all holds nobody’s own feedback, and nothing that only the server needs', async () => {
  const events = await hydrateEvents(store, threadId, [
    event(1, 'thread.updated'),
    event(2, 'message.updated', { messageId: message.id }),
    event(3, 'summary.changed', { summaryId: summary.id }),
  ])
  for (const hidden of ['feedback', 'mine alone', 'projectId', 'ownerId', id(90)]) {
    expect(JSON.stringify(events)).not.toContain(hidden)
  }
})

it('RT3 a message that changed often is read once, and one that is gone leaves a hole', async () => {
  asked.length = 0
  const events = await hydrateEvents(store, threadId, [
    event(1, 'message.created', { messageId: message.id }),
    event(2, 'message.updated', { messageId: message.id }),
    event(3, 'message.updated', { messageId: id(77) }),
    event(4, 'summary.changed', { summaryId: id(77) }),
  ])
  expect(asked).toEqual([[message.id, id(77)]])
  expect(events.map(({ seq }) => seq)).toEqual([1, 2])
})
