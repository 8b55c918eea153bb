import { defineSheet } from './define-sheet.ts'

/** What stands between messages: the day, and what is new. */
export const marks = defineSheet(/* css */ `
.mark { display: flex; align-items: center; justify-content: center; gap: 12px; min-block-size: 16px; font-size: var(--chat-t-xs); line-height: 16px; color: var(--chat-soft) }
.ruled::before, .ruled::after { content: ""; flex: 1; border-block-start: 1px solid var(--chat-line) }
.unread { color: var(--chat-link); font-weight: 600 }
.unread::before { content: ""; flex: 1; border-block-start: 1px solid var(--chat-link) }
@media (forced-colors: active) { .unread::before { border-color: Highlight; forced-color-adjust: none } }
`)
