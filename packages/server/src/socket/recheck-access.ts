import { errorCodes } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Reads } from '../ports/reads.ts'
import { eachOf } from './each-of.ts'
import type { Subscription } from './subscription.ts'

type AccessReads = Pick<Reads, 'access'>

/** What one user has of one thread on this node: one look is for all of it. */
interface Suspects {
  readonly thread: string
  readonly principal: Principal
  readonly all: { readonly subscription: Subscription; readonly confirm: (seq: number) => void }[]
}

const passes = (error: unknown): boolean => {
  if (!(error instanceof CodedError)) return false
  const { next } = errorCodes[error.code]
  return next === 'wait' || next === 'retry'
}

/** Puts them in doubt, until they are looked at. */
const suspect = (subscriptions: readonly Subscription[]): Iterable<Suspects> => {
  const found = new Map<string, Suspects>()
  for (const subscription of subscriptions) {
    const { room, principal } = subscription
    if (!room) continue
    const key = `${room.thread} ${principal.userId} ${principal.projectRole}`
    const suspects = found.get(key) ?? { thread: room.thread, principal, all: [] }
    suspects.all.push({ subscription, confirm: subscription.doubt() })
    found.set(key, suspects)
  }
  return found.values()
}

const lookAt = async (reads: AccessReads, { thread, principal, all }: Suspects): Promise<void> => {
  try {
    const { seq } = (await reads.access(principal, thread, 'thread.read')).thread
    for (const { confirm } of all) confirm(seq)
  } catch (error) {
    if (passes(error)) return
    for (const { subscription } of all) subscription.end(error)
  }
}

/**
 * Ends subscriptions that their users may no longer have. Until that is known none of them gets anything; where it cannot
 * be known now, the sweep asks again.
 */
export const recheckAll = (reads: AccessReads, subscriptions: readonly Subscription[]): Promise<void> =>
  eachOf(suspect(subscriptions), suspects => lookAt(reads, suspects))

/** The same of one. */
export const recheckAccess = (reads: AccessReads, subscription: Subscription): Promise<void> =>
  recheckAll(reads, [subscription])
