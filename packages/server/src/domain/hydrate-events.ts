import type { Message, Summary, Thread, ThreadEvent } from '@chat-view/protocol'
import type { StoredEvent } from '../ports/event-store.ts'
import type { MessageRecord, MessageStore } from '../ports/message-store.ts'
import type { SummaryStore } from '../ports/summary-store.ts'
import type { ThreadRecord, ThreadStore } from '../ports/thread-store.ts'
import { summaryOf } from './summaries/summary-of.ts'

type HydrationStore = Pick<MessageStore, 'getMessages'> &
  Pick<ThreadStore, 'getThread'> &
  Pick<SummaryStore, 'listSummaries'>

/** A thread as all its participants see it. */
export const threadOf = (record: ThreadRecord): Thread => {
  const { projectId: _project, ownerId: _owner, deletedAt: _deleted, purgedSeq: _purged, ...thread } = record
  return thread
}

const messageOf = (record: MessageRecord): Message => {
  const { projectId: _project, feedback: _feedback, ...message } = record
  return message
}

const hydrate = (
  event: StoredEvent,
  thread: ThreadRecord | null,
  messages: ReadonlyMap<string, Message>,
  summaries: ReadonlyMap<string, Summary>,
): ThreadEvent | null => {
  const { seq, at, actorId, type, generationId: generation } = event
  const base = { seq, at, actorId }
  const message = event.messageId === null ? undefined : messages.get(event.messageId)
  switch (type) {
    case 'thread.created':
    case 'thread.updated':
      return thread === null ? null : { ...base, type, thread: threadOf(thread) }
    case 'thread.deleted':
    case 'participants.changed':
      return { ...base, type }
    case 'message.created':
    case 'message.updated':
      return message === undefined ? null : { ...base, type, message }
    case 'messages.superseded':
      return event.messageId === null ? null : { ...base, type, messages: [...event.messageIds], by: event.messageId }
    case 'answer.started':
    case 'answer.ended':
      return message === undefined || generation === null ? null : { ...base, type, message, generation }
    case 'summary.changed': {
      const summary = event.summaryId === null ? undefined : summaries.get(event.summaryId)
      return summary === undefined ? null : { ...base, type, summary }
    }
    case 'summary.deleted':
      return event.summaryId === null ? null : { ...base, type, summaryId: event.summaryId }
  }
}

/**
 * Stored events with the resources as they are now (RT3), for everyone: nobody's own feedback, no live text. An event
 * whose resource is gone for good is left out; holes are allowed.
 */
export const hydrateEvents = async (
  store: HydrationStore,
  threadId: string,
  events: readonly StoredEvent[],
): Promise<ThreadEvent[]> => {
  const ids = new Set<string>()
  let wantsThread = false
  let wantsSummaries = false
  for (const event of events) {
    if (event.type === 'thread.created' || event.type === 'thread.updated') wantsThread = true
    else if (event.type === 'summary.changed') wantsSummaries = true
    else if (event.messageId !== null && event.type !== 'messages.superseded') ids.add(event.messageId)
  }
  const [records, thread, found] = await Promise.all([
    ids.size > 0 ? store.getMessages([...ids]) : [],
    wantsThread ? store.getThread(threadId) : null,
    wantsSummaries ? store.listSummaries(threadId) : [],
  ])
  const messages = new Map(records.map(record => [record.id, messageOf(record)]))
  const summaries = new Map(found.map(record => [record.id, summaryOf(record)]))
  return events.map(event => hydrate(event, thread, messages, summaries)).filter(event => event !== null)
}
