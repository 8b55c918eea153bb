import { defineSheet } from './define-sheet.ts'

/** A box over the conversation: a question before something is deleted, the shortcuts, a message's earlier texts. */
export const dialog = defineSheet(/* css */ `
.dialog { position: absolute; z-index: 5; inset: 0; margin: auto; inline-size: min(420px, 100% - 32px); block-size: fit-content; max-block-size: calc(100% - 48px); overflow: auto; overscroll-behavior: contain; padding: 20px; border: 0; border-radius: var(--chat-r-l); background: var(--chat-paper); color: var(--chat-text); box-shadow: var(--chat-shadow); font-size: var(--chat-t-s); line-height: 20px }
.dialog h3 { display: flex; align-items: center; gap: 8px; font-size: var(--chat-t); line-height: 24px; font-weight: 600 }
.dialog h3 > .btn { margin: -6px; margin-inline-start: auto }
.dialog > p { color: var(--chat-soft); margin-block-start: 6px; text-wrap: pretty }
.dialog > .row:last-child { justify-content: flex-end; margin-block-start: 20px }
.shortcuts { display: grid; grid-template-columns: 1fr auto; margin-block-start: 12px }
.shortcuts > * { padding-block: 8px; border-block-start: 1px solid var(--chat-line); line-height: 24px }
.shortcuts dd { display: flex; gap: 4px; align-items: center; justify-content: flex-end; padding-inline-start: 24px }
.shortcuts kbd { min-inline-size: 24px; padding: 1px 6px; border: 1px solid var(--chat-edge); border-radius: var(--chat-r-s); font: var(--chat-t-xs)/20px var(--chat-f); text-align: center }
.history { margin-block-start: 12px }
.history > li { padding-block: 12px; border-block-start: 1px solid var(--chat-line); overflow-wrap: anywhere; white-space: pre-wrap }
.history header { display: flex; gap: 8px; margin-block-end: 4px; color: var(--chat-soft); font-size: var(--chat-t-xs); line-height: 16px }
.history del { color: var(--chat-soft) }
.history ins { text-decoration: none; background: var(--chat-tint); box-shadow: inset 0 -1.5px var(--chat-link) }
@media (forced-colors: active) { .dialog { border: 1px solid ButtonText } .history ins { text-decoration: underline 2px } }
`)
