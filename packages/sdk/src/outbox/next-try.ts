import { backoff } from '../connection/backoff.ts'
import type { ChatError } from '../errors/chat-error.ts'

/** A server that says wait is there, and will be ready some time; one that fails again and again is not. */
const mostTries = { wait: 20, retry: 6 } as const
/** Longer than this nobody waits in front of a pending message: it fails, and says until when. */
const longestWait = 60

/** Milliseconds after which a refused command is tried again by itself; null: it has failed. */
export const nextTry = (error: ChatError, refusals: number, random?: () => number): number | null => {
  const passing = error.next === 'wait' || error.next === 'retry' || error.next === 'sign-in'
  const tries = error.next === 'wait' ? mostTries.wait : mostTries.retry
  // A day or a month is not waited for, whatever else the refusal says.
  const lasting = error.quota !== undefined && error.quota.period !== 'minute'
  if (!passing || lasting || refusals >= tries || (error.retryAfter ?? 0) > longestWait) return null
  return backoff(refusals, error.retryAfter, random)
}
