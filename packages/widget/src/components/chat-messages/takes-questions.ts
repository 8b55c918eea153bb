import type { ChatSession, ThreadState } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import { closedReason } from '../chat-composer/closed-reason.ts'

/** Would what is asked here be taken? Else nothing is proposed (CV8, CV9). */
export const takesQuestions = (
  state: ThreadState | undefined,
  session: ChatSession | null | undefined,
  surface: Surface | null | undefined,
): boolean => state !== undefined && closedReason(state, session?.user.id, surface?.readonly) === null
