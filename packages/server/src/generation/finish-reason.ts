import type { EndedGenerationState } from '@chat-view/protocol'
import type { ErrorCode } from '@chat-view/protocol/codes'

/** Why an answer ended, as `generation.end.reason` tells it. A failure's reason is its error code. */
export type FinishReason =
  | 'stop'
  | 'length'
  | 'filter'
  | 'user'
  | 'cut'
  | 'too-long'
  | 'connect-timeout'
  | 'first-token-timeout'
  | 'idle-timeout'
  | 'total-timeout'
  | 'node-lost'
  | 'paused'
  | 'shutting-down'
  | 'key-refused'
  | 'model-unknown'
  | 'context-length'
  | 'breaker-open'
  | 'input-blocked'
  | 'output-blocked'
  | ErrorCode

/** State and reason, before length and hash are known. */
export interface Finish {
  readonly state: EndedGenerationState
  readonly reason: FinishReason
}
