import { bounds } from '@chat-view/protocol/codes'
import { hydrateEvents } from '../domain/hydrate-events.ts'
import type { EventStore, StoredEvent } from '../ports/event-store.ts'
import type { MessageStore } from '../ports/message-store.ts'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { SummaryStore } from '../ports/summary-store.ts'
import type { ThreadStore } from '../ports/thread-store.ts'
import type { TopicRead, TopicSource } from './topic.ts'

type ThreadEvents = Pick<EventStore, 'eventsAfter'> &
  Pick<MessageStore, 'getMessages'> &
  Pick<ThreadStore, 'getThread'> &
  Pick<SummaryStore, 'listSummaries'>

/** The changes of one thread, with the resources as they are now, for all its readers alike. */
export const threadSource = (store: ThreadEvents, thread: string): TopicSource => {
  const hydrated = async (afterSeq: number, stored: readonly StoredEvent[]): Promise<TopicRead> => {
    const events = await hydrateEvents(store, thread, stored)
    return {
      entries: events.map(event => ({
        seq: event.seq,
        frame: new OutgoingFrame({ type: 'event', thread, event }),
        last: event.type === 'thread.deleted',
        people: event.type === 'participants.changed',
      })),
      upTo: stored.at(-1)?.seq ?? afterSeq,
    }
  }
  return {
    read: async (afterSeq, limit) => hydrated(afterSeq, await store.eventsAfter(thread, afterSeq, limit)),
    async missed(afterSeq) {
      const stored = await store.eventsAfter(thread, afterSeq, bounds.replayEvents + 1)
      if (stored.length > bounds.replayEvents) return null
      // Asked after the events were read: what a purge took before that is told by now.
      const record = await store.getThread(thread)
      return record !== null && afterSeq < record.purgedSeq ? null : hydrated(afterSeq, stored)
    },
  }
}
