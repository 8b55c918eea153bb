import { defineSheet } from './define-sheet.ts'

/** One message: byline, bubble, delivery state, actions, versions, and the place to edit it. */
export const message = defineSheet(/* css */ `
.byline { display: flex; align-items: center; gap: 8px; font-size: var(--chat-t-s); line-height: 20px; margin-block-end: calc(var(--chat-u) * 1.5) }
.byline b { font-weight: 600 }
.user { display: flex; flex-direction: column; align-items: flex-end }
.bubble { max-inline-size: min(85%, 56ch); padding: calc(var(--chat-u) * 2) 14px; border-radius: var(--chat-r-l); background: var(--chat-tint); border: 1px solid transparent; overflow-wrap: anywhere; white-space: pre-wrap }
.other { align-items: flex-start }
.other .bubble { background: var(--chat-well) }
.pending .bubble { color: var(--chat-soft) }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; font-size: var(--chat-t-xs); line-height: 16px; color: var(--chat-soft); padding-block-start: 4px }
.state.bad { color: var(--chat-bad); font-size: var(--chat-t-s) }
.state .do.bare:last-child { margin-inline-end: -8px }
.message-actions { display: flex; flex-wrap: wrap; align-items: center; margin-block: 4px -4px; margin-inline-start: calc((20px - var(--chat-hit)) / 2); min-block-size: var(--chat-hit); color: var(--chat-soft) }
.user:not(.other) .message-actions { margin-inline: 0 calc((20px - var(--chat-hit)) / 2) }
.message-actions .xs { margin-inline-start: auto }
.quiet { opacity: 0; transition: opacity var(--chat-quick) }
.message:hover .quiet, .message:focus-within .quiet, .quiet:has([aria-expanded=true]) { opacity: 1 }
.versions { display: flex; margin-inline-start: 8px; align-items: center; font-size: var(--chat-t-s); line-height: 20px; font-variant-numeric: tabular-nums }
.versions .btn { inline-size: 24px }
.edit { inline-size: 100%; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-l); padding: calc(var(--chat-u) * 2) 14px 10px; background: var(--chat-paper) }
.edit:has(textarea:focus) { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
.edit textarea { display: block; inline-size: 100%; border: 0; outline: 0; background: none; resize: none; padding: 0; line-height: 24px; field-sizing: content; max-block-size: 40vh }
.edit .row { justify-content: flex-end; padding-block-start: 8px }
@media (pointer: coarse) { .quiet { opacity: 1 } .versions { margin: 0 } .versions .btn { inline-size: 44px } .edit textarea { font-size: max(16px, var(--chat-t)) } }
@media print { .message-actions { display: none } }
`)
