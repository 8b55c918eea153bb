import { backoff } from '../connection/backoff.ts'
import type { ChatError } from '../errors/chat-error.ts'

const mostTries = 6
/** Longer than this nobody waits in front of a pending message: it fails, and says until when. */
const longestWait = 60

/** Milliseconds after which a refused command is tried again by itself; null: it has failed. */
export const nextTry = (error: ChatError, refusals: number, random?: () => number): number | null => {
  const passing = error.next === 'wait' || error.next === 'retry' || error.next === 'sign-in'
  if (!passing || refusals >= mostTries || (error.retryAfter ?? 0) > longestWait) return null
  return backoff(refusals, error.retryAfter, random)
}
