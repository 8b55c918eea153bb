import { definePiece } from '../define-pieces.ts'
import { ChatGauges } from './chat-gauges.ts'

/** Registers the element that warns before a context or a limit is full. */
export const defineGauges = (): boolean => definePiece('chat-gauges', ChatGauges)
