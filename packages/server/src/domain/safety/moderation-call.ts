import type { Moderator } from '../../ports/content-filter.ts'
import type { GenerationRecord } from '../../ports/generation-store.ts'
import type { CallRecord } from '../../ports/usage-store.ts'

/** Units of text that are taken for a token: such endpoints tell no usage. */
const unitsOfToken = 4

export interface ModerationCallOptions {
  readonly id: string
  readonly record: GenerationRecord
  readonly moderator: Moderator
  /** Of all texts that were asked about. */
  readonly length: number
  readonly at: number
}

/**
 * A question to the moderation as usage knows it (AI7). Its generation is not named: what is settled for that one is the
 * answer's own; and it costs nothing at those who offer it.
 */
export const moderationCall = ({ id, record, moderator, length, at }: ModerationCallOptions): CallRecord => ({
  id,
  projectId: record.projectId,
  threadId: record.threadId,
  userId: record.userId,
  generationId: null,
  purpose: 'moderation',
  provider: moderator.provider,
  model: moderator.model,
  input: Math.ceil(length / unitsOfToken),
  output: 0,
  cached: 0,
  estimated: true,
  cost: 0,
  at,
})
