import { CodedError } from './coded-error.ts'
import type { ToolCallRecord } from './tool-call-store.ts'

/** Who wants to decide, and whose the decision is where a call runs on the server. */
export interface Deciding {
  readonly userId: string
  readonly askerId: string
  readonly ownerId: string | undefined
}

/**
 * A decision of theirs is wanted of this call. One on the server runs with the rights of who asked for the answer
 * (AI10.7): of others who write there only the thread's owner lends them to it. @throws not_found, forbidden, state_conflict
 */
export const expectUndecided = (call: ToolCallRecord | null, { userId, askerId, ownerId }: Deciding): void => {
  if (call === null) throw new CodedError('not_found', { detail: 'The answer asks for no such call' })
  if (!call.page && userId !== askerId && userId !== ownerId)
    throw new CodedError('forbidden', { detail: 'The call runs for somebody else, who decides about it' })
  if (!call.approval || call.approved !== null) throw new CodedError('state_conflict')
}

/** A result is wanted of this call. @throws not_found, state_conflict */
export const expectUnanswered = (call: ToolCallRecord | null): void => {
  if (call === null) throw new CodedError('not_found', { detail: 'The answer asks for no such call' })
  const allowed = !call.approval || call.approved === true
  if (!call.page || !allowed || call.result !== null) throw new CodedError('state_conflict')
}
