import { CodedError } from './coded-error.ts'
import type { ToolCallRecord } from './tool-call-store.ts'

/** A decision is wanted of this call. @throws not_found, state_conflict */
export const expectUndecided = (call: ToolCallRecord | null): void => {
  if (call === null) throw new CodedError('not_found', { detail: 'The answer asks for no such call' })
  if (!call.approval || call.approved !== null) throw new CodedError('state_conflict')
}

/** A result is wanted of this call. @throws not_found, state_conflict */
export const expectUnanswered = (call: ToolCallRecord | null): void => {
  if (call === null) throw new CodedError('not_found', { detail: 'The answer asks for no such call' })
  const allowed = !call.approval || call.approved === true
  if (!call.page || !allowed || call.result !== null) throw new CodedError('state_conflict')
}
