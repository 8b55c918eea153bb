import { defineSheet } from '../../styles/define-sheet.ts'

/** The element's own box, and the buttons of images. */
export const streamingTextSheet = defineSheet(/* css */ `
:host { display: block; contain: content }
.image > button { display: inline-flex; max-inline-size: 100%; text-align: start; overflow-wrap: anywhere; align-items: center; gap: 8px; min-block-size: var(--chat-hit); padding: 5px 12px; border: 1px solid var(--chat-edge); border-radius: calc(var(--chat-r) * .67); font-size: var(--chat-t-s); line-height: 20px }
.image > button:hover { background: var(--chat-wash) }
`)
