import { defineSheet } from './define-sheet.ts'

/** What one does with a message: its actions, its versions, and the place to edit it. */
export const messageActs = defineSheet(/* css */ `
.message-actions { display: flex; flex-wrap: wrap; align-items: center; min-block-size: var(--chat-hit); color: var(--chat-soft) }
.versions { display: flex; margin-inline-start: 8px; align-items: center; font-size: var(--chat-t-s); line-height: 20px; font-variant-numeric: tabular-nums }
.versions .btn { inline-size: 24px }
.edit { inline-size: 100%; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-l); padding: calc(var(--chat-u) * 2) 14px 10px; background: var(--chat-paper) }
.edit:has(textarea:focus) { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
.edit textarea { display: block; inline-size: 100%; border: 0; outline: 0; background: none; resize: none; padding: 0; line-height: 24px; field-sizing: content; max-block-size: calc(var(--chat-height, 100vh) * .4) }
.edit .row { justify-content: flex-end; padding-block-start: 8px }
@media (pointer: coarse) { .versions { margin: 0 } .versions .btn { inline-size: 44px } .edit { padding-block-start: 0 } .edit textarea { font-size: max(16px, var(--chat-t)); min-block-size: 44px; padding-block: 10px } }
@media print { .message-actions { display: none } }
`)
