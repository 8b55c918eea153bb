import { defineElement } from '../define-element.ts'
import { ChatGauges } from './chat-gauges.ts'

/** Registers the element that warns before a context or a limit is full. */
export const defineGauges = (): boolean => defineElement('chat-gauges', ChatGauges)
