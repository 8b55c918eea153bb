import type { MessagePart } from '@chat-view/protocol'
import type { GenerationRecord } from '../ports/generation-store.ts'

/** An answer that a test wants: what isn't given gets a plain value. */
export interface WantedAnswer {
  readonly id: string
  readonly owner: string
  readonly threadId?: string
  readonly question?: string
  readonly base?: readonly MessagePart[]
  readonly provider?: string
  readonly state?: GenerationRecord['state']
  readonly tools?: GenerationRecord['tools']
  /** Default: later than all before it. */
  readonly createdAt?: number
}
