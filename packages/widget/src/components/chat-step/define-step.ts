import { definePiece } from '../define-pieces.ts'
import { ChatStep } from './chat-step.ts'

/** Registers the element that says what a running answer is doing. */
export const defineStep = (): boolean => definePiece('chat-step', ChatStep)
