import type { Problem } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'

/** The problem object that the server sends for an error. */
export const problemOfError = (error: unknown): Problem => {
  const { code, status, next, retryAfter, quota, current, detail, message } =
    error instanceof ChatError ? error : new ChatError('internal')
  return {
    type: `urn:chat-view:problem:${code}`,
    title: message,
    status,
    code,
    next,
    traceId: '0'.repeat(32),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(detail !== undefined && { detail }),
    ...(quota !== undefined && { quota }),
    ...(current !== undefined && { current }),
  }
}
