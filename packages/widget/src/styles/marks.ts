import { defineSheet } from './define-sheet.ts'

/** What stands between messages: the day, what is new, and where a thread was summarised. */
export const marks = defineSheet(/* css */ `
.mark { display: flex; align-items: center; justify-content: center; gap: 12px; min-block-size: 16px; font-size: var(--chat-t-xs); line-height: 16px; color: var(--chat-soft) }
.ruled::before, .ruled::after { content: ""; flex: 1; border-block-start: 1px solid var(--chat-line) }
.unread { color: var(--chat-link); font-weight: 600 }
.unread::before { content: ""; flex: 1; border-block-start: 1px solid var(--chat-link) }
summary.mark { list-style: none }
summary.mark::-webkit-details-marker { display: none }
summary.mark span { display: inline-flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); cursor: pointer }
.mark .chev { transition: rotate var(--chat-quick) }
[open] > .mark .chev { rotate: 90deg }
[open] > .mark .chev:dir(rtl) { rotate: -90deg }
.summary { margin-block-start: calc(var(--chat-u) * 4); padding: 14px 16px; background: var(--chat-well); border-radius: var(--chat-r-m); border: 1px solid transparent; font-size: var(--chat-t-s); line-height: 1.55 }
.summary .row { margin-block-start: 10px }
@media (forced-colors: active) { .unread::before { border-color: Highlight; forced-color-adjust: none } }
`)
