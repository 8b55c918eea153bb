import { defineElement } from '../define-element.ts'
import { ChatStep } from './chat-step.ts'

/** Registers the element that says what a running answer is doing. */
export const defineStep = (): boolean => defineElement('chat-step', ChatStep)
