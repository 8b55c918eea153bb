import { defineSheet } from './define-sheet.ts'

/** A line to write in, with what stands beside it (`.field`). */
export const fields = defineSheet(/* css */ `
.field { display: flex; align-items: center; gap: 8px; block-size: var(--chat-hit-l); padding-inline: 10px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-row); background: var(--chat-paper); color: var(--chat-soft) }
.field input { flex: 1; align-self: stretch; min-inline-size: 0; margin-block: -1px; border: 0; background: none; outline: 0; padding: 0; color: var(--chat-text); font-size: var(--chat-t-s); text-overflow: ellipsis; appearance: none }
.field input::-webkit-search-cancel-button { display: none }
.field:focus-within { border-color: transparent; outline: 2px solid var(--chat-link); outline-offset: -1px }
@media (pointer: coarse) { .field input { font-size: max(16px, var(--chat-t)) } }
`)
