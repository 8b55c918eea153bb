import type { PostResult } from '../../ports/webhook-post.ts'
import type { WebhookTry } from '../../ports/webhook-store.ts'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Longest wait after each failed try, in milliseconds; after one more it is given up (OP6.2). */
export const retryWaits = [5 * second, minute, 10 * minute, hour, 6 * hour, 24 * hour] as const

const errorOf = (result: PostResult): string | null => {
  if (result.kind === 'failed') return result.error
  if (result.status >= 200 && result.status < 300) return null
  return result.status >= 300 && result.status < 400 ? 'redirect' : 'status'
}

/** What a server asks for when it has too much to do. */
const wishOf = (result: PostResult): number =>
  result.kind === 'answered' && [429, 503].includes(result.status) ? (result.retryAfterMs ?? 0) : 0

/** How a try counts: arrived, to be tried again after a random part of the wait (full jitter), or given up. */
export const afterTry = (
  result: PostResult,
  { attempt, now, random }: { readonly attempt: number; readonly now: number; readonly random: number },
): Pick<WebhookTry, 'status' | 'error' | 'end'> => {
  const status = result.kind === 'answered' ? result.status : null
  const error = errorOf(result)
  if (error === null) return { status, error, end: { state: 'delivered' } }
  const wait = retryWaits[attempt - 1]
  if (wait === undefined || status === 410) return { status, error, end: { state: 'dead' } }
  const nextAt = now + Math.max(second, Math.round(wait * random), wishOf(result))
  return { status, error, end: { state: 'waiting', nextAt } }
}
