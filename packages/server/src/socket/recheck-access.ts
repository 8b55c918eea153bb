import { errorCodes } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Reads } from '../ports/reads.ts'
import { eachOf } from './each-of.ts'
import type { Subscription } from './subscription.ts'

type AccessReads = Pick<Reads, 'access'>

const passes = (error: unknown): boolean => {
  if (!(error instanceof CodedError)) return false
  const { next } = errorCodes[error.code]
  return next === 'wait' || next === 'retry'
}

/** Puts it in doubt; the answer is the look that ends that. */
const suspect = (reads: AccessReads, subscription: Subscription): (() => Promise<void>) => {
  const { room, principal } = subscription
  if (!room) return async () => {}
  const confirm = subscription.doubt()
  return async () => {
    try {
      await reads.access(principal, room.thread, 'thread.read')
      confirm()
    } catch (error) {
      if (!passes(error)) subscription.end(error)
    }
  }
}

/**
 * Ends a subscription that its user may no longer have. Until that is known it gets nothing; where it cannot be known
 * now, the sweep asks again.
 */
export const recheckAccess = (reads: AccessReads, subscription: Subscription): Promise<void> =>
  suspect(reads, subscription)()

/** The same of many, none of which gets anything while others are looked at. */
export const recheckAll = async (reads: AccessReads, all: readonly Subscription[]): Promise<void> => {
  const looks = all.map(subscription => suspect(reads, subscription))
  await eachOf(looks, look => look())
}
