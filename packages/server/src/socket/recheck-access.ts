import type { Reads } from '../ports/reads.ts'
import type { Subscription } from './subscription.ts'

/** Ends a subscription that its user may no longer have. */
export const recheckAccess = async (reads: Pick<Reads, 'access'>, subscription: Subscription): Promise<void> => {
  const { room, principal } = subscription
  if (!room) return
  try {
    await reads.access(principal, room.thread, 'thread.read')
  } catch (error) {
    subscription.end(error)
  }
}
