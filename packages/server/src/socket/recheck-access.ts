import { errorCodes } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Reads } from '../ports/reads.ts'
import type { Subscription } from './subscription.ts'

const passes = (error: unknown): boolean => {
  if (!(error instanceof CodedError)) return false
  const { next } = errorCodes[error.code]
  return next === 'wait' || next === 'retry'
}

/**
 * Ends a subscription that its user may no longer have. Until that is known it gets nothing; where it cannot be known
 * now, the sweep asks again.
 */
export const recheckAccess = async (reads: Pick<Reads, 'access'>, subscription: Subscription): Promise<void> => {
  const { room, principal } = subscription
  if (!room) return
  const confirm = subscription.doubt()
  try {
    await reads.access(principal, room.thread, 'thread.read')
    confirm()
  } catch (error) {
    if (!passes(error)) subscription.end(error)
  }
}
