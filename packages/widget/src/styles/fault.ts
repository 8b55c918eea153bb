import { defineSheet } from './define-sheet.ts'

/** The error boundary: the chat stopped, the page did not. */
export const fault = defineSheet(/* css */ `
.fault { margin: auto; padding: 24px; text-align: center; max-inline-size: 360px; display: grid; justify-items: center; gap: 8px; font-size: var(--chat-t-s); line-height: 20px; text-wrap: pretty }
.fault h3 { font-size: calc(var(--chat-t) * 1.2); line-height: 1.35; font-weight: 650; letter-spacing: -.012em }
.fault svg { color: var(--chat-soft) }
.fault .row { justify-content: center; margin-block-start: 8px }
`)
