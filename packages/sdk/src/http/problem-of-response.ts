import type { Problem } from '@chat-view/protocol'
import type { ErrorCode } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'

// For answers of proxies, which know nothing of our problems.
const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'rate_limited',
  503: 'overloaded',
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'

/** The error that a refused request means, also where a proxy answered with a page of its own. */
export const problemOfResponse = async (response: Response): Promise<ChatError> => {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return ChatError.from(body)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ChatError(byStatus[response.status] ?? 'internal', {
    status: response.status,
    retryAfter: Number.isFinite(seconds) ? seconds : undefined,
  })
}
