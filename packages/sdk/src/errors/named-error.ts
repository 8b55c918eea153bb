import { type ErrorCode, errorCodes } from '@chat-view/protocol/codes'
import { ChatError } from './chat-error.ts'

/** The error that a reason names, where it is in the table of codes; else another. */
export const namedError = (reason: string, otherwise: ErrorCode): ChatError =>
  new ChatError(Object.hasOwn(errorCodes, reason) ? (reason as ErrorCode) : otherwise)
