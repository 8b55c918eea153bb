import { defineSheet } from '../../styles/define-sheet.ts'

/** A box over the page, whatever scrolls or clips below it: questions, people, all of one’s data. */
export const dialogSheet = defineSheet(/* css */ `
:host { display: contents }
.dialog:not([open]) { display: none }
.dialog::backdrop { background: var(--chat-veil) }
.dialog { position: fixed; inset: 0; margin: auto; inline-size: min(420px, 100% - 32px); block-size: fit-content; max-block-size: calc(100% - 48px); overflow: auto; overscroll-behavior: contain; padding: 20px; border: 0; border-radius: var(--chat-r-l); background: var(--chat-paper); color: var(--chat-text); box-shadow: var(--chat-shadow); font-size: var(--chat-t-s); line-height: 20px }
.dialog h3 { display: flex; align-items: center; gap: 8px; font-size: var(--chat-t); line-height: 24px; font-weight: 600 }
.dialog h3 > .btn { margin: -6px; margin-inline-start: auto }
.dialog > p { color: var(--chat-soft); margin-block-start: 6px; text-wrap: pretty }
.dialog > .row:last-child { justify-content: flex-end; margin-block-start: 20px }
@media (forced-colors: active) { .dialog { border: 1px solid ButtonText } }
`)
