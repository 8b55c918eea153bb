import type { MaskingSettings } from '@chat-view/protocol'
import type { PhoneFinder } from '../../ports/phone-finder.ts'
import { createDetectors } from './detectors-of.ts'
import { MaskSession, type MaskSessionParts } from './mask-session.ts'

/** Reversible masking of personal data (AI9). */
export interface Masking {
  /** @throws store_unavailable */
  open(threadId: string, settings: MaskingSettings): Promise<MaskSession>
}

export interface MaskingOptions extends MaskSessionParts {
  readonly findPhones: PhoneFinder
}

export const createMasking = ({ findPhones, ...parts }: MaskingOptions): Masking => {
  const detectorsOf = createDetectors(findPhones)
  return { open: (threadId, settings) => MaskSession.open(parts, threadId, detectorsOf(settings)) }
}
