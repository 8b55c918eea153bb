import { type CloseName, closeCodes } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'

/** The close code that a socket would have had. Only our own server ends anything for good, no proxy on the way. */
export const closeCodeOf = (error: unknown): number => {
  if (!(error instanceof ChatError) || error.traceId === undefined) return 1006
  const name: string = error.code === 'unauthenticated' ? 'token_invalid' : error.code
  return Object.hasOwn(closeCodes, name) ? closeCodes[name as CloseName] : 1006
}
