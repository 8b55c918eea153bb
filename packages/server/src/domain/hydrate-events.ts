import type { Message, Thread, ThreadEvent } from '@chat-view/protocol'
import type { StoredEvent } from '../ports/event-store.ts'
import type { MessageRecord, MessageStore } from '../ports/message-store.ts'
import type { ThreadRecord, ThreadStore } from '../ports/thread-store.ts'

type HydrationStore = Pick<MessageStore, 'getMessages'> & Pick<ThreadStore, 'getThread'>

/** A thread as all its participants see it. */
export const threadOf = (record: ThreadRecord): Thread => {
  const { projectId: _project, ownerId: _owner, deletedAt: _deleted, ...thread } = record
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
  for (const event of events) {
    if (event.type === 'thread.created' || event.type === 'thread.updated') wantsThread = true
    else if (event.messageId !== null && event.type !== 'messages.superseded') ids.add(event.messageId)
  }
  const [records, thread] = await Promise.all([
    ids.size > 0 ? store.getMessages([...ids]) : [],
    wantsThread ? store.getThread(threadId) : null,
  ])
  const messages = new Map(records.map(record => [record.id, messageOf(record)]))
  return events.map(event => hydrate(event, thread, messages)).filter(event => event !== null)
}
