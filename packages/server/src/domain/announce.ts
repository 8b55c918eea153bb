import type { Announcer } from '../ports/announcer.ts'
import type { Bus } from '../ports/bus.ts'
import type { Dispatcher } from './outbox/dispatcher.ts'

/** Tells the bus which threads moved, and the dispatcher that something waits. A lost word is repaired by sweeps. */
export const createAnnouncer = (bus: Pick<Bus, 'publish'>, dispatcher: Pick<Dispatcher, 'wake'>): Announcer => ({
  announce(changes) {
    for (const { thread, seq } of changes) bus.publish({ kind: 'thread', thread, seq })
    // Also without a change of a thread: a pin or a read mark waits for its own user's feed.
    dispatcher.wake()
  },
})
