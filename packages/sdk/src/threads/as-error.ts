import { ChatError } from '../errors/chat-error.ts'

/** What went wrong, by its code; what has none is `internal`. */
export const asError = (error: unknown): ChatError =>
  error instanceof ChatError ? error : new ChatError('internal', { cause: error })
