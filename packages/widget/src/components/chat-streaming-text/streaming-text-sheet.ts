import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box; long lines of code wrap when asked to. */
export const streamingTextSheet = defineSheet(/* css */ `
:host { display: block; contain: content }
.wrapped { white-space: pre-wrap; overflow-wrap: anywhere }
.image > button { display: inline-flex; align-items: center; gap: 8px; min-block-size: var(--chat-hit); padding: 5px 12px; border: 1px solid var(--chat-edge); border-radius: calc(var(--chat-r) * .67); font-size: var(--chat-t-s); line-height: 20px }
.image > button:hover { background: var(--chat-wash) }
`)
