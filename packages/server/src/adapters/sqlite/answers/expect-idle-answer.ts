import { CodedError } from '../../../ports/coded-error.ts'
import type { MessageRow } from '../messages/message-row.ts'

/** An answer that nothing fills just now, and that the talk still follows. @throws state_conflict */
export const expectIdleAnswer = (message: MessageRow): void => {
  const running = message.run_id !== null && message.ended_at === null
  if (message.role !== 'assistant' || message.superseded_by !== null || running) throw new CodedError('state_conflict')
}
