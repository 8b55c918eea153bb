import type { FeedEvent } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import type { EventStore } from '../ports/event-store.ts'
import { OutgoingFrame } from '../ports/outgoing-frame.ts'
import type { TopicRead, TopicSource } from './topic.ts'

type FeedEvents = Pick<EventStore, 'feedAfter' | 'purgedFeedSeq'>

const asRead = (afterSeq: number, events: readonly FeedEvent[]): TopicRead => ({
  entries: events.map(event => ({
    seq: event.seq,
    frame: new OutgoingFrame({ type: 'event', feed: true, event }),
    last: false,
    people: false,
  })),
  upTo: events.at(-1)?.seq ?? afterSeq,
})

/** The changes of one user's list of threads. */
export const feedSource = (store: FeedEvents, user: string): TopicSource => ({
  read: async (afterSeq, limit) => asRead(afterSeq, await store.feedAfter(user, afterSeq, limit)),
  async missed(afterSeq) {
    const events = await store.feedAfter(user, afterSeq, bounds.replayEvents + 1)
    if (events.length > bounds.replayEvents) return null
    // Asked after the events were read: what a purge took before that is told by now.
    return afterSeq < (await store.purgedFeedSeq(user)) ? null : asRead(afterSeq, events)
  },
})
